// Sorts the rows of each group by the column whose heading is pressed.

const table = document.querySelector(".overview");
const headings = [...table.tHead.rows[0].cells];

function start() {
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent.trim();
    button.addEventListener("click", () => sort(column));
    const paper = document.createElement("span"); // a heading with a button prints only once
    paper.className = "paper";
    paper.append(...heading.childNodes);
    heading.append(button, paper);
  });
  headings[0].setAttribute("aria-sort", "ascending"); // as the page comes
  startFinding();
  fit();
  addEventListener("resize", fit);
}

// The headings stay in sight where the whole table has room: what scrolls sideways cannot do both.
function fit() {
  const place = table.parentElement;
  place.classList.remove("fits");
  place.classList.toggle("fits", table.offsetWidth <= place.clientWidth);
}

function sort(column) {
  const up = ascends(column);
  headings.forEach((heading) => heading.removeAttribute("aria-sort"));
  headings[column].setAttribute("aria-sort", up ? "ascending" : "descending");
  for (const group of table.tBodies) {
    const rows = [...group.rows].filter((row) => !row.classList.contains("group"));
    const keyed = rows.map((row) => ({ row, key: row.cells[column].dataset.sort }));
    group.append(...keyed.sort((a, b) => compare(a.key, b.key, up)).map(({ row }) => row));
  }
  document.getElementById("sorted").textContent =
    `Sorted by ${headings[column].querySelector("button").textContent}, ${up ? "ascending" : "descending"}`;
}

// Names begin with A, numbers with the highest; the second press turns the order round.
function ascends(column) {
  const now = headings[column].getAttribute("aria-sort");
  return now ? now === "descending" : column === 0;
}

// A cell that says nothing of the column comes last either way.
function compare(first, second, up) {
  if (first === undefined || second === undefined) return (first === undefined) - (second === undefined);
  return (up ? 1 : -1) * (first - second);
}

