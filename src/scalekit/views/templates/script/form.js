// The form: made from the checklist that was sent out, one for each action.

const sent = JSON.parse(document.getElementById("sent-out").textContent);
const DRAFT = `scalekit draft: ${sent.name}: ${fingerprint(JSON.stringify(sent))}`;
const NEEDS_REASON = {
  "cannot-start": "Enter why this action cannot start yet",
  "not-relevant": "Enter why this action is not relevant",
};
const MONTHS =
  "january february march april may june july august september october november december".split(" ");
const byId = (id) => document.getElementById(id);
const forms = [];
let savedState = "";

function start() {
  document.querySelectorAll("[data-form]").forEach((place, n) => forms.push(makeForm(place, n)));
  savedState = state();
  const draft = readDraft();
  if (draft) restore(draft);
  else sayDraft(draftAllowed() ? "Your answers are kept as a draft in this browser as you type." : "");
  byId("needs-script").hidden = true;
  document.querySelectorAll(".shown-with-form").forEach((part) => (part.hidden = false));
  document.querySelectorAll(".answer").forEach((part) => (part.hidden = true));
  document.querySelectorAll(".file-name").forEach((part) => (part.textContent = fileName()));
  byId("save-button").addEventListener("click", save);
  byId("delete-button").addEventListener("click", deleteDraft);
  addEventListener("pagehide", keepDraft);
  addEventListener("beforeunload", (event) => {
    if (state() !== savedState) event.preventDefault();
  });
  sayCount();
}

function makeForm(place, number) {
  const [id, action] = sent.checklist.actions[number];
  const form = { id, action, prefix: `a${number + 1}`, title: `title-${number + 1}`, pieces: 0 };
  form.fields = clone("answer-form", form.prefix);
  form.fields.setAttribute("aria-labelledby", form.title);
  form.control = (name) => byId(`${form.prefix}-${name}`);
  place.append(form.fields);
  form.fields.querySelector(".add").addEventListener("click", () => {
    addPiece(form, { label: "", link: "" }).querySelector("input").focus();
  });
  form.fields.addEventListener("input", () => changed(form));
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

function numberPieces(form) {
  form.fields.querySelectorAll(".piece").forEach((piece, n) => {
    piece.setAttribute("aria-label", `Evidence ${n + 1}`);
    piece.querySelectorAll(".number").forEach((part) => (part.textContent = n + 1));
  });
}

// --- What stands in the form

function answerAsTyped(action) {
  const [year, month, day] = action.due ? action.due.split("-") : ["", "", ""];
  return {
    status: action.status,
    reason: action.reason,
    owner: action.owner,
    day: String(day && Number(day)),
    month: String(month && Number(month)),
    year,
    confidence: action.confidence,
    evidence: action.evidence,
    note: action.note.join("\n"),
  };
}

function fill(form, answer) {
  for (const name of ["reason", "owner", "day", "month", "year", "note"]) {
    form.control(name).value = answer[name];
  }
  form.control(`status-${answer.status}`).checked = true;
  form.control(`confidence-${answer.confidence || "none"}`).checked = true;
  form.fields.querySelector(".evidence").replaceChildren();
  answer.evidence.forEach((one) => addPiece(form, one));
  showReason(form);
}

function typed(form) {
  const chosen = (name) => form.fields.querySelector(`[name="${form.prefix}-${name}"]:checked`).value;
  const answer = { status: chosen("status"), confidence: chosen("confidence"), evidence: [] };
  for (const name of ["reason", "owner", "day", "month", "year", "note"]) {
    answer[name] = form.control(name).value;
  }
  for (const piece of form.fields.querySelectorAll(".piece")) {
    const [label, link] = piece.querySelectorAll("input");
    if (label.value.trim() || link.value.trim()) {
      answer.evidence.push({ label: label.value, link: link.value });
    }
  }
  return answer;
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const isChanged = (form) => fieldsChanged(form).length > 0;
const state = () => JSON.stringify(forms.map(typed));

function fieldsChanged(form) {
  const now = typed(form);
  return Object.keys(now).filter((name) => !same(now[name], form.before[name]));
}

function showReason(form) {
  const now = typed(form);
  form.fields.querySelector(".reason-field").hidden = !(now.status in NEEDS_REASON || now.reason);
}

function changed(form) {
  showReason(form);
  sayCount();
  clearTimeout(changed.timer);
  changed.timer = setTimeout(keepDraft, 300);
}

function sayCount() {
  const count = forms.filter(isChanged).length;
  byId("count").textContent = count
    ? `You have changed ${count} of ${forms.length} actions.`
    : "You have not changed an answer yet.";
}
