// The file: the JSON format of a checklist, and under "base" the checklist as it was sent out.

// What came of it is said at `place`, where the person is.
function save(place, how = target ? saveInPlace : download) {
  const errors = [...nameErrors(), ...forms.filter(isChanged).flatMap(errorsIn)];
  showErrors(errors);
  document.querySelectorAll(".saved").forEach((part) => (part.textContent = ""));
  if (!errors.length) how(place);
}

function download(place) {
  const file = new Blob([savedFile()], { type: "application/json" });
  const link = element("a", { download: fileName(), href: URL.createObjectURL(file) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  savedState = state();
  keepDraft();
  saySaved(place, [`Saved as ${fileName()}. Send this file ${byId("sender").textContent}`]);
}

// Only who has all of it in a file is told that the draft can go.
function saySaved(place, words, isWhole = true) {
  place.classList.toggle("in-part", !isWhole);
  const offers = isWhole && isKept;
  if (otherDrafts().some((draft) => !draft.isInFile && differences(draft).length)) {
    words.push("Answers of another tab or draft are not in it: they are named at “How to fill in this page”.");
  }
  if (offers) {
    words.push("A draft stays in this browser. On a shared computer, check that you have the file, then delete the draft.");
  }
  place.replaceChildren(...words.map((one) => element("p", {}, one)));
  if (offers) place.append(deleteButton());
}

function deleteButton() {
  const button = element("button", { type: "button", class: "button second" }, "Delete the draft");
  button.addEventListener("click", () => {
    if (deleteDraft()) byId("delete-button").focus(); // beside which it is said
  });
  return button;
}

const fileName = () => `${sent.name}.scalekit.json`;

function savedFile() {
  const actions = forms.map((form) => [form.id, edited(form)]);
  const by = filledInBy();
  const filledIn = by ? { filledIn: { by, on: today() } } : {};
  const base = keyed(sent.checklist);
  return `${json({ ...keyed(sent.checklist, actions), ...filledIn, base }, "")}\n`;
}

const filledInBy = () => text(byId("filled-in-by").value).replace(/\s+/g, " ");

function today() {
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

// A Map keeps its keys in order, where an object puts those that look like numbers first.
function keyed(checklist, actions = checklist.actions) {
  return { ...checklist, pillars: new Map(checklist.pillars), actions: new Map(actions) };
}

function edited(form) {
  const answer = typed(form);
  const action = { ...form.action };
  for (const name of fieldsChanged(form).filter(isAnswer)) action[name] = asSaved(form, name, answer);
  const reviews = reviewsIn(form, answer);
  return reviews.length ? { ...action, reviews: [...(action.reviews || []), ...reviews] } : action;
}

// A field as the JSON format has it.
function asSaved(form, name, answer) {
  const kind = FIELDS[name].form;
  if (kind === "day") return answer[name].day.trim() && isoDate(answer[name]);
  if (kind === "entries") return answer[name].map(piece);
  if (kind === "lines") return noteLines(answer[name]);
  return text(answer[name]);
}

// Made about the answer as it was sent out, also where the same person has changed it.
function reviewsIn(form, answer) {
  const made = { by: filledInBy(), on: today() };
  const accepted = { kind: "accepted", ...made, text: "", of: form.of };
  const asked = { kind: "question", ...made, text: text(answer.question), of: form.of };
  return [...(answer.accepted ? [accepted] : []), ...(asked.text ? [asked] : [])];
}

function piece({ label, link, ...mark }) {
  return { label: text(label) || text(link), link: text(link), ...mark };
}

function noteLines(note) {
  const lines = whole(note).split("\n");
  while (lines.length && !lines[lines.length - 1].trim()) lines.pop();
  while (lines.length && !lines[0].trim()) lines.shift();
  return lines;
}

const text = (value) => whole(value).trim();

// Half a character has no place in a text file, nor has a control in an answer.
function whole(value) {
  return value.replace(CONTROLS, "").replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
}

function json(value, indent) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}  `;
  const list = Array.isArray(value);
  const entries = list
    ? value.map((one) => json(one, inner))
    : [...(value instanceof Map ? value : Object.entries(value))].map(
        ([key, one]) => `${JSON.stringify(key)}: ${json(one, inner)}`,
      );
  const [open, close] = list ? "[]" : "{}";
  return entries.length ? `${open}\n${inner}${entries.join(`,\n${inner}`)}\n${indent}${close}` : open + close;
}

// Tells one checklist's draft from another's: every page from a disk shares one storage.
function fingerprint(words) {
  let hash = 5381;
  for (let n = 0; n < words.length; n += 1) hash = (Math.imul(hash, 33) ^ words.charCodeAt(n)) >>> 0;
  return hash.toString(16);
}
