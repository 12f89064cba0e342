// A checklist's JSON with some values of its actions replaced, and every other byte as it was.

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]|[^"{}[\],:\s]+/g;

// `edits`: each the id of an action, the name of a field, and what the file is to hold there.
function patched(text, edits) {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const actions = members(text, text.indexOf("{")).get("actions");
  const held = actions ? members(text, actions.from) : new Map();
  const places = edits.map((edit) => placeOf(text, held.get(edit.id), edit));
  for (const { from, to, words } of places.sort((a, b) => b.from - a.from)) {
    text = text.slice(0, from) + words.replaceAll("\n", end) + text.slice(to);
  }
  return text;
}

function placeOf(text, action, { name, value }) {
  const held = members(text, action.from);
  const words = laidOut(name, value);
  if (held.has(name)) return { ...held.get(name), words };
  const from = held.get("id")?.start ?? action.from + 1;
  return { from, to: from, words: `"${name}": ${words}${held.size ? ",\n\n      " : ""}` };
}

// Where each value of an object starts and ends, and where its key starts.
function members(text, at) {
  const found = new Map();
  for (let token = tokenFrom(text, at + 1); token[0] !== "}"; ) {
    const from = tokenFrom(text, TOKEN.lastIndex).index;
    const to = endOf(text, from);
    found.set(JSON.parse(token[0]), { start: token.index, from, to });
    token = tokenFrom(text, to);
  }
  return found;
}

function tokenFrom(text, at) {
  TOKEN.lastIndex = at;
  return TOKEN.exec(text);
}

function endOf(text, at) {
  let depth = 0;
  TOKEN.lastIndex = at;
  do {
    const [sign] = TOKEN.exec(text);
    depth += { "{": 1, "[": 1, "}": -1, "]": -1 }[sign] || 0;
  } while (depth);
  return TOKEN.lastIndex;
}

// As scalekit lays it out, so that git merges what two people wrote (docs/file-format.md).
function laidOut(name, value) {
  if (!Array.isArray(value)) return JSON.stringify(value || null);
  const lines = value.map((one) => `        ${typeof one === "string" ? JSON.stringify(one) : onOneLine(one)}`);
  return `[\n${lines.join(",\n")}${lines.length ? "\n" : ""}      ]`;
}

function onOneLine(record) {
  const pairs = Object.entries(record).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value === "" ? null : value)}`,
  );
  return `{${pairs.join(", ")}}`;
}
