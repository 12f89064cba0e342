// Shows the rows of the checklists and places that hold the words typed.

function startFinding() {
  document.getElementById("finding").hidden = false;
  document.getElementById("find").addEventListener("input", ({ target }) => find(target.value));
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

const names = new Map(); // of thousands of rows, at each key pressed

function nameOf(row) {
  if (!names.has(row)) names.set(row, plain(row.cells[0].textContent));
  return names.get(row);
}

function find(typed) {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  let shown = 0;
  let total = 0;
  for (const group of table.tBodies) {
    const rows = [...group.rows].filter((row) => !row.classList.contains("group"));
    const found = rows.filter((row) => {
      const text = nameOf(row);
      row.hidden = !words.every((word) => text.includes(word));
      return !row.hidden;
    });
    group.hidden = !found.length;
    shown += found.length;
    total += rows.length;
  }
  document.getElementById("found").textContent = words.length ? `${shown} of ${total} rows` : "";
}
