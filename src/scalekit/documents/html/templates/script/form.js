// The form: made from the checklist that was sent out, one for each action.

const sent = JSON.parse(document.getElementById("sent-out").textContent);
const DRAFT = `scalekit draft: ${sent.name}: ${fingerprint(JSON.stringify(sent))}`;
const MONTHS =
  "january february march april may june july august september october november december".split(" ");
const byId = (id) => document.getElementById(id);
const forms = [];
let savedState = "";

// Controls but tab and line ends: none enters an answer, and none that a file brought is shown raw.
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;
const seen = (value) =>
  value.replace(CONTROLS, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);

function start() {
  unmake();
  document.querySelectorAll("[data-form]").forEach((place, n) => forms.push(makeForm(place, n)));
  savedState = state();
  byId("needs-script").hidden = true;
  document.querySelectorAll(".shown-with-form").forEach((part) => (part.hidden = false));
  document.querySelectorAll(".answer").forEach((part) => (part.hidden = true));
  document.querySelectorAll(".file-name").forEach((part) => (part.textContent = fileName()));
  byId("filled-in-by").addEventListener("input", (event) => {
    withoutControls(event.target);
    nameToPaper();
    keepSoon();
  });
  byId("open-file").addEventListener("change", openSaved);
  byId("save-button").addEventListener("click", () => save(byId("saved")));
  byId("delete-button").addEventListener("click", deleteDraft);
  addEventListener("beforeprint", () => forms.forEach(toPaper));
  addEventListener("beforeunload", (event) => {
    if (state() !== savedState) event.preventDefault();
  });
  sayCount();
  startInPlace();
  startDraft();
}

// A browser saves a page with all that its script has made, which is made anew when it is opened.
function unmake() {
  document.querySelectorAll("[data-form], .saved, #opened, #others-done").forEach((part) => part.replaceChildren());
  showErrors([]);
  setTarget(null);
}

function makeForm(place, number) {
  const [id, action] = sent.checklist.actions[number];
  const of = sent.of[number];
  const form = { id, action, of, prefix: `a${number + 1}`, title: `title-${number + 1}`, pieces: 0 };
  form.fields = clone("answer-form", form.prefix);
  form.fields.setAttribute("aria-labelledby", form.title);
  form.control = (name) => byId(`${form.prefix}-${name}`);
  place.append(form.fields);
  form.fields.querySelectorAll(".of-action").forEach((part) => (part.textContent = heading(form)));
  form.fields.querySelector(".accept").hidden = sent.blank[number]; // there is nothing to accept
  form.fields.querySelector(".add").addEventListener("click", () => {
    addPiece(form, { label: "", link: "" }).querySelector("input").focus();
  });
  renderNote(form, place.parentElement.querySelector(".answer .note"));
  const said = form.fields.querySelector(".saved");
  form.fields.querySelector(".save").addEventListener("click", () => save(said));
  form.fields.addEventListener("input", (event) => {
    withoutControls(event.target);
    changed(form);
  });
  fill(form, answerAsTyped(action));
  form.before = typed(form);
  return form;
}

function clone(template, prefix) {
  const part = byId(template).content.firstElementChild.cloneNode(true);
  for (const one of part.querySelectorAll("*")) {
    if (one.dataset.id) one.id = `${prefix}-${one.dataset.id}`;
    if (one.dataset.for) one.htmlFor = `${prefix}-${one.dataset.for}`;
    if (one.dataset.name) one.name = `${prefix}-${one.dataset.name}`;
    if (one.dataset.described) one.setAttribute("aria-describedby", `${prefix}-${one.dataset.described}`);
  }
  return part;
}

function addPiece(form, evidence) {
  form.pieces += 1;
  const piece = clone("evidence-form", `${form.prefix}-e${form.pieces}`);
  piece.setAttribute("aria-label", "");
  const [label, link] = piece.querySelectorAll("input");
  label.value = evidence.label;
  link.value = evidence.link;
  link.addEventListener("input", () => showLink(link));
  showLink(link);
  const { label: _label, link: _link, ...mark } = evidence;
  piece.mark = mark; // what a program wrote about it
  piece.querySelector(".remove").addEventListener("click", () => removePiece(form, piece));
  form.fields.querySelector(".evidence").append(piece);
  numberPieces(form);
  return piece;
}

function removePiece(form, piece) {
  const next = piece.nextElementSibling || piece.previousElementSibling;
  piece.remove();
  numberPieces(form);
  (next ? next.querySelector(".remove") : form.fields.querySelector(".add")).focus();
  changed(form);
}

// What a web or mail address leads to, to look at beside the field; a file may not be here.
function showLink(link) {
  const place = link.parentElement.querySelector(".leads");
  const address = link.value.trim().replace(/^www\.(?=[^\s/.]+\.[^\s/])/i, "https://$&");
  place.hidden = !/^(?:https?:\/\/|mailto:)[^\s/]\S*$/i.test(address);
  if (place.hidden) place.firstElementChild.removeAttribute("href");
  else place.firstElementChild.href = address;
}

// A note with marks in it, as the page to read has it; one of plain words reads in its field.
function renderNote(form, note) {
  form.editsNote = !note || !note.querySelector(":not(p, br), .note-heading");
  if (form.editsNote) return;
  const place = form.fields.querySelector(".rendered");
  place.firstElementChild.append(...note.cloneNode(true).childNodes);
  place.querySelectorAll("a").forEach((link) => (link.target = "_blank")); // so that the form stays
  form.control("change-note").addEventListener("click", () => {
    form.editsNote = true;
    showNote(form);
    form.control("note").focus();
  });
}

// A note stands there once: as it is read until somebody changes it, and then as it is typed.
function showNote(form) {
  form.editsNote ||= form.control("note").value !== answerAsTyped(form.action).note;
  form.fields.querySelector(".rendered").hidden = form.editsNote;
  form.fields.querySelector(".as-edited").hidden = !form.editsNote;
}

function numberPieces(form) {
  form.fields.querySelectorAll(".piece").forEach((piece, n) => {
    piece.setAttribute("aria-label", `Evidence ${n + 1}`);
    piece.querySelectorAll(".number").forEach((part) => (part.textContent = n + 1));
  });
}

// --- What stands in the form

// The fields of an answer, and those of a review of it; `form` is what a value is made of.
const FIELDS = {
  ...sent.fields,
  accepted: { label: "Accepted", form: "tick" },
  question: { label: "Question", form: "line" },
};
const DAYS = Object.keys(FIELDS).filter((name) => FIELDS[name].form === "day");
const DATE = ["day", "month", "year"];

// Of the reviews those are to be filled in that are not `known`: nobody edits one that was made.
function answerAsTyped(action, known = action.reviews) {
  const isKnown = (review) => (known || []).some((one) => same(one, review));
  const added = (action.reviews || []).filter((review) => !isKnown(review));
  const questions = added.filter(({ kind }) => kind === "question").map(({ text }) => seen(text));
  const answer = Object.entries(sent.fields).map(([name, { form }]) => [name, TYPED_AS[form](action[name])]);
  return {
    ...Object.fromEntries(answer),
    accepted: added.some(({ kind }) => kind === "accepted") ? "yes" : "",
    question: questions.join(" "),
  };
}

// A value of the JSON format as the controls of its field hold it.
const TYPED_AS = {
  word: (word) => word,
  day: (day) => {
    const [year, month, date] = day ? day.split("-") : ["", "", ""];
    return { day: String(date && Number(date)), month: String(month && Number(month)), year };
  },
  line: (line) => seen(line),
  entries: (all) => all.map(({ label, link, ...mark }) => ({ label: seen(label), link: seen(link), ...mark })),
  lines: (lines) => lines.map(seen).join("\n"),
};

function fill(form, answer) {
  Object.keys(FIELDS).forEach((name) => fillField(form, name, answer[name]));
}

function fillField(form, name, value) {
  const kind = FIELDS[name].form;
  if (kind === "word") {
    form.control(`${name}-${value || "none"}`).checked = true;
  } else if (kind === "day") {
    DATE.forEach((part) => (form.control(`${name}-${part}`).value = value[part]));
  } else if (kind === "entries") {
    form.fields.querySelector(".evidence").replaceChildren();
    value.forEach((one) => addPiece(form, one));
  } else if (kind === "tick") form.control(name).checked = Boolean(value);
  else form.control(name).value = value;
  if (form.control("accepted").checked || form.control("question").value) {
    form.fields.querySelector(".review").open = true;
  }
  if (name === "note") showNote(form);
  showReason(form);
  toPaper(form);
}

function typed(form) {
  return Object.fromEntries(Object.keys(FIELDS).map((name) => [name, typedIn(form, name)]));
}

function typedIn(form, name) {
  const kind = FIELDS[name].form;
  if (kind === "word") return form.fields.querySelector(`[name="${form.prefix}-${name}"]:checked`).value;
  if (kind === "day") return Object.fromEntries(DATE.map((part) => [part, form.control(`${name}-${part}`).value]));
  if (kind === "tick") return form.control(name).checked ? "yes" : "";
  return kind === "entries" ? pieces(form) : form.control(name).value;
}

function pieces(form) {
  const all = [...form.fields.querySelectorAll(".piece")].map((piece) => {
    const [label, link] = piece.querySelectorAll("input");
    return { label: label.value, link: link.value, ...piece.mark };
  });
  return all.filter(({ label, link }) => label.trim() || link.trim());
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const isChanged = (form) => fieldsChanged(form).length > 0;
const state = () => JSON.stringify(forms.map(typed));

function fieldsChanged(form) {
  const now = typed(form);
  return Object.keys(now).filter((name) => !same(now[name], form.before[name]));
}

function showReason(form) {
  const status = form.fields.querySelector(`[name="${form.prefix}-status"]:checked`);
  const needed = Boolean(status && status.value in sent.reasons);
  form.fields.querySelector(".reason-field").hidden = !(needed || form.control("reason").value);
}

// Pasted from a word processor: what ends a line there ends one here; the rest is taken out and said.
function withoutControls(control) {
  const said = control.parentElement.querySelector(".taken-out");
  if (said) said.remove();
  if (!control.value.match(CONTROLS)) return;
  const end = control.tagName === "TEXTAREA" ? "\n" : " ";
  control.value = control.value.replace(/[\x0b\x0c\x85]/g, end).replace(CONTROLS, "");
  const words = "A character that cannot be shown was taken out. Check these words.";
  control.before(element("p", { class: "taken-out", role: "alert" }, words));
}

// What paper shows: text as long as it is, where a control would cut it, and boxes to tick.
function toPaper(form) {
  for (const control of form.fields.querySelectorAll("textarea, input[type=text]")) {
    control.nextElementSibling.textContent = seen(control.value);
  }
  for (const control of form.fields.querySelectorAll("input[type=radio], input[type=checkbox]")) {
    const ticked = control.checked && !["not-started", ""].includes(control.value);
    control.nextElementSibling.textContent = ticked ? "X" : "";
  }
}

function nameToPaper() {
  byId("filled-in-by").nextElementSibling.textContent = seen(byId("filled-in-by").value);
}

function changed(form) {
  showReason(form);
  toPaper(form);
  sayCount();
  keepSoon();
}

function sayCount() {
  const count = forms.filter(isChanged).length;
  byId("count").textContent = count
    ? `You have changed ${count} of ${forms.length} actions.`
    : "You have not changed an answer yet.";
}
