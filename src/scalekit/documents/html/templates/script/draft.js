// The draft: each tab keeps its own in this browser, so that no tab writes over another's words.
// A draft goes only when its tab is gone and each of its words stands in the draft of this one.

const DRAFTS = `${DRAFT}: `;
const OWN = `${DRAFTS}${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
const ASKS = `${DRAFT} asks`;
const gone = new Set(); // drafts whose tab did not answer
const asked = new Set(); // drafts whose tab may still answer
let isKept = false;
let isLeft = false; // whether the page is being left, after which it may still come back

function startDraft() {
  byId("bring-button").addEventListener("click", bringOthers);
  const inPage = typedInPage();
  opened.push(...inPage);
  const found = otherDrafts();
  const open = found.filter((draft) => draft.open);
  open.forEach(({ key }) => asked.add(key));
  takeBack(found.filter((draft) => !draft.open));
  inPage.forEach((draft) => (draft.answers = grouped(differences(draft))));
  if (open.length) askWhoIsOpen(open);
  addEventListener("storage", heard);
  addEventListener("pagehide", () => leave(true));
  addEventListener("pageshow", ({ persisted }) => persisted && leave(false));
  addEventListener("visibilitychange", () => document.hidden && keepDraft());
}

// The draft that stands in the page itself: of one that was saved as a page, and sent, it is all there is.
function typedInPage() {
  const draft = attempt(() => JSON.parse(byId("typed").textContent));
  return draft && draft.answers ? [{ ...draft, key: "", open: false }] : [];
}

function leave(left) {
  isLeft = left;
  keepDraft();
}

function heard({ key }) {
  if (key === ASKS || (isKept && (key === OWN || key === null))) keepDraft();
  if (key && key.startsWith(DRAFTS)) {
    gone.delete(key);
    asked.delete(key);
    tellOthers();
  }
}

// A tab that is open answers by keeping its draft again; one that was ended with its browser does not.
function askWhoIsOpen(drafts) {
  attempt(() => localStorage.setItem(ASKS, String(Date.now())));
  setTimeout(() => {
    const silent = otherDrafts().filter(
      (now) => now.open && drafts.some((then) => then.key === now.key && then.at === now.at),
    );
    silent.forEach(({ key }) => gone.add(key));
    asked.clear();
    takeBack(silent);
  }, 1000);
}

function otherDrafts() {
  const keys = attempt(() => Object.keys(localStorage)) || [];
  const kept = keys
    .filter((key) => key.startsWith(DRAFTS) && key !== OWN)
    .map((key) => ({ ...attempt(() => JSON.parse(localStorage.getItem(key))), key }))
    .filter(({ answers }) => answers && typeof answers === "object")
    .sort((a, b) => b.at - a.at);
  return [...kept, ...opened];
}

function keepSoon() {
  clearTimeout(keepSoon.timer);
  keepSoon.timer = setTimeout(keepDraft, 300); // milliseconds: not at each key
}

function keepDraft() {
  clearTimeout(keepSoon.timer);
  const answers = {};
  for (const form of forms.filter(isChanged)) {
    const now = typed(form);
    answers[form.id] = Object.fromEntries(fieldsChanged(form).map((name) => [name, now[name]]));
  }
  const kept = new Date().toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  const by = byId("filled-in-by").value;
  const draft = { kept, by, at: Date.now(), open: !isLeft, saved: state() === savedState, answers };
  const wanted = Object.keys(answers).length ? JSON.stringify(draft) : null;
  byId("typed").textContent = (wanted ?? "").replaceAll("<", "\\u003c"); // so that no text ends the element
  if (write(wanted)) {
    isKept = wanted !== null;
    sayDraft(
      isKept
        ? `Your answers are kept as a draft in this browser. Last kept: ${kept}.`
        : "Your answers are kept as a draft in this browser as you type.",
    );
    removeTakenIn();
  } else if (isKept) {
    sayDraft("Your latest answers could not be kept as a draft. Save them before you close this page.");
  } else {
    sayDraft("This browser does not keep a draft. Save your answers before you close this page.");
  }
  tellOthers();
}

// What is written is read back: no browser's word is taken for it.
function write(text) {
  return attempt(() => {
    localStorage.setItem(OWN, text ?? "");
    if (text === null) localStorage.removeItem(OWN);
    return localStorage.getItem(OWN) === text;
  });
}

function removeTakenIn() {
  for (const draft of otherDrafts()) {
    const left = !draft.open || gone.has(draft.key);
    if (draft.key && left && isHere(draft)) attempt(() => localStorage.removeItem(draft.key));
  }
}

function isHere({ answers }) {
  return Object.entries(answers).every(([id, fields]) => {
    const form = forms.find((one) => one.id === id);
    const now = form && typed(form);
    return now && Object.entries(fields).every(([name, value]) => same(now[name], value));
  });
}

function takeBack(drafts) {
  const untouched = state() === savedState;
  drafts.forEach(takeIn);
  const [latest, ...earlier] = drafts;
  drafts.forEach(({ by }) => takeName(by));
  if (latest && !earlier.length && latest.saved && untouched) savedState = state();
  keepDraft();
  sayCount();
  if (latest && isKept) sayDraft(`Your draft of ${latest.kept} is back.`);
}

function takeName(by) {
  if (typeof by !== "string" || byId("filled-in-by").value) return;
  byId("filled-in-by").value = seen(by);
  nameToPaper();
}

function takeIn(draft) {
  for (const { form, name, value, isFree } of differences(draft)) {
    if (isFree) fillField(form, name, value);
  }
}

// Where a draft has other words than stand here; `isFree` where nobody has changed those here.
function differences({ answers, isInFile }) {
  return forms.flatMap((form) => {
    const now = typed(form);
    return Object.entries(answers[form.id] || {})
      .filter(([name, value]) => isValue(form, name, value) && !same(now[name], value))
      .map(([name, value]) => ({ form, name, value, isFree: !isInFile && same(now[name], form.before[name]) }));
  });
}

function isValue(form, name, value) {
  const isText = (one) => typeof one === "string";
  const kind = name in FIELDS && FIELDS[name].form;
  if (kind === "word") {
    return isText(value) && form.control(`${name}-${value || "none"}`) !== null;
  }
  if (kind === "day") return Boolean(value) && DATE.every((part) => isText(value[part]));
  if (kind === "entries") {
    return Array.isArray(value) && value.every((one) => one && isText(one.label) && isText(one.link));
  }
  return Boolean(kind) && isText(value);
}

function sayDraft(words) {
  if (byId("draft").textContent !== words) byId("draft").textContent = words;
}

// --- What another tab, or a draft of before, holds and this tab does not

function tellOthers() {
  const told = otherDrafts().filter(({ key }) => !asked.has(key));
  const found = told.flatMap((draft) => differences(draft).map((one) => ({ ...one, draft })));
  const free = found.filter(({ isFree }) => isFree);
  const actions = new Set(found.map(({ form }) => form)).size;
  const words = found.length
    ? `Answers to ${actions} of ${forms.length} actions were typed in another tab or window with this form, in an earlier draft, or in a file that you opened. They are not in this tab. They stay kept until you choose.`
    : "";
  if (byId("others-said").textContent !== words) byId("others-said").textContent = words;
  byId("others").hidden = !found.length;
  byId("bring").hidden = !free.length;
  const clashes = found.filter(({ isFree }) => !isFree);
  const shown = JSON.stringify(
    clashes.map(({ form, name, value, draft }) => [form.id, name, value, isOpen(draft), draft.isInFile]),
  );
  if (tellOthers.shown === shown) return;
  tellOthers.shown = shown;
  byId("clashes").replaceChildren(...clashes.map(clash));
}

const isOpen = ({ key, open }) => Boolean(open && !gone.has(key));

function clash({ form, name, value, draft }) {
  const entry = element("li", {});
  const of = `${FIELDS[name].label} of ${heading(form)}`;
  const use = choice("Use these words here", of, () => {
    const before = typed(form)[name];
    fillField(form, name, value);
    return `${of} was: ${inWords(form, name, before)}`;
  });
  const words = draft.isInFile ? "Replace these words when you save" : "Delete these words";
  const leave = choice(words, of, () => {
    forget(draft, form, name);
    return `${draft.isInFile ? "To be replaced" : "Deleted"}: ${of}: ${inWords(form, name, value)}`;
  });
  entry.append(
    element("p", {}, `${heading(form)}: ${FIELDS[name].label}`),
    element("p", { class: "as-typed" }, inWords(form, name, value)),
    use,
  );
  if (!isOpen(draft)) entry.append(" ", leave); // an open tab's words are that tab's
  return entry;
}

function choice(words, of, chosen) {
  const button = element("button", { type: "button", class: "button second" }, words);
  button.append(element("span", { class: "unseen" }, `: ${of}`));
  button.addEventListener("click", () => {
    const done = chosen();
    keepDraft();
    sayCount();
    byId("others-done").textContent = done;
    byId(byId("others").hidden ? "how" : "others-title").focus();
  });
  return button;
}

function forget({ key, ...draft }, form, name) {
  delete draft.answers[form.id][name];
  if (key) attempt(() => localStorage.setItem(key, JSON.stringify(draft)));
}

function inWords(form, name, value) {
  const { form: kind, label } = FIELDS[name];
  if (kind === "word") {
    const control = form.control(`${name}-${value || "none"}`);
    return form.fields.querySelector(`label[for="${control.id}"]`).textContent;
  }
  if (kind === "day") value = DATE.map((part) => value[part]).join(" ").trim();
  if (kind === "entries") value = value.map((one) => `${one.label} ${one.link}`.trim()).join("\n");
  if (kind === "tick") value = value && label;
  return seen(value) || "Nothing";
}

function bringOthers() {
  otherDrafts().forEach(takeIn);
  keepDraft();
  sayCount();
  byId("others-done").textContent = "The answers are in this tab now.";
  byId(byId("others").hidden ? "how" : "others-title").focus();
}

function deleteDraft() {
  const words =
    "Delete every draft of this form from this browser and go back to the answers that were sent to you?";
  if (!confirm(words)) return false;
  document.querySelectorAll(".saved").forEach((part) => (part.textContent = ""));
  forms.forEach((form) => fill(form, form.before));
  byId("filled-in-by").value = "";
  nameToPaper();
  savedState = state();
  showErrors([]);
  opened.length = 0;
  const closed = target && `${target.name} is closed and stays as it was last saved.`;
  setTarget(null);
  otherDrafts().forEach(({ key }) => attempt(() => localStorage.removeItem(key)));
  keepDraft();
  sayCount();
  byId("saved").replaceChildren(
    element("p", {}, `Your draft is deleted. The answers are as they were sent to you. ${closed || ""}`),
  );
  return true;
}

function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
