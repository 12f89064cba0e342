// A file that is answered in place, where the browser has the file API. Saving reads it again,
// writes only the fields that were answered here, and replaces no words that others wrote meanwhile.

let target = null; // its handle and name; `held`: what was last read of it; `left`: what is to be chosen

function startInPlace() {
  const isThere = Boolean(attempt(() => window.showOpenFilePicker));
  byId("load").hidden = isThere;
  byId("open").hidden = !isThere;
  byId("open-button").addEventListener("click", openInPlace);
  byId("download-button").addEventListener("click", () => save(byId("saved"), download));
}

async function openInPlace() {
  const handle = await picked();
  if (!handle) return;
  const held = await heldBy(handle);
  const name = seen(handle.name);
  const wrong = unfit(held, name);
  byId("opened").textContent = wrong;
  if (wrong) return;
  const { draft, said } = takeOpened(held, name);
  draft.isInFile = true; // what stands in it is chosen, also where nothing was typed
  setTarget({ handle, name, held, left: draft, made: reviewsTaken(held, draft) });
  tellOthers();
  byId("opened").textContent = `${said} Saving writes to ${name}.`;
}

function picked() {
  const accept = { "application/json": [".json"] };
  const types = [{ description: "Checklist or saved answers", accept }];
  return showOpenFilePicker({ types }).then(
    ([handle]) => handle,
    (error) => {
      if (error.name === "AbortError") return; // nothing was chosen
      byId("load").hidden = false;
      byId("opened").textContent = "This browser opens no file to save in. Load one instead.";
    },
  );
}

const heldBy = (handle) => handle.getFile().then(textOf).then(parsed).catch(() => null);

function setTarget(wanted) {
  if (target) target.left.isInFile = false; // no longer the file that is saved to
  target = wanted;
  document.querySelectorAll(".for-file").forEach((part) => (part.hidden = !target));
  document.querySelectorAll(".for-download").forEach((part) => (part.hidden = Boolean(target)));
  document.querySelectorAll(".target-name").forEach((part) => (part.textContent = target?.name || ""));
}

// --- What goes into the file

async function saveInPlace(place) {
  if (saveInPlace.runs) return;
  saveInPlace.runs = true;
  const told = await written().catch((error) => ({ words: [notSaved(error)] }));
  saveInPlace.runs = false;
  if (told.isWhole) savedState = state();
  keepDraft();
  sayCount();
  saySaved(place, told.words, Boolean(told.isWhole));
  if (!told.left) return;
  const line = element("p", {});
  line.append(element("a", { href: "#others-title" }, "Choose between the words"));
  place.append(line);
}

async function written() {
  const [came, gone] = [new Set(), new Set()];
  for (let tries = 0; tries < 5; tries += 1) {
    const text = await target.handle.getFile().then(textOf);
    const held = parsed(text);
    const wrong = unfit(held, target.name);
    if (wrong) return { words: [`${target.name} has changed since you opened it. ${wrong}`, INSTEAD] };
    takeChanges(held).forEach((form) => came.add(form));
    forms.filter((form) => withoutReason(form, held)).forEach((form) => gone.add(form));
    const wanted = patched(text, forms.flatMap((form) => editsOf(form, held)));
    if (wanted === text || (await replaced(text, wanted))) return toldOf(text, wanted, [...came], [...gone]);
  }
  throw new Error("it changes all the time");
}

// Returns false, and writes nothing, where the file is no longer what was read.
async function replaced(text, wanted) {
  const { handle } = target;
  const stream = await handle.createWritable();
  try {
    await stream.write(wanted);
    if ((await handle.getFile().then(textOf)) !== text) {
      await stream.abort();
      return false;
    }
  } catch (error) {
    await stream.abort().catch(() => null);
    throw error;
  }
  await stream.close();
  if ((await handle.getFile().then(textOf)) !== wanted) throw new Error("it does not hold what was written");
  target.held = parsed(wanted);
  forms.forEach((form) => target.made.set(form.id, madeFor(form)));
  return true;
}

// Takes in what others wrote since the file was last read; where both wrote, it is to be chosen.
function takeChanges(held) {
  const { left, held: before } = target;
  const came = [];
  for (const form of forms) {
    const [now, then] = [held, before].map((one) => inFile(one, form));
    const changed = now ? Object.keys(now).filter((name) => !then || !same(now[name], then[name])) : [];
    const own = oursIn(form, before);
    for (const name of changed.filter((one) => isAnswer(one) && isValue(form, one, now[one]))) {
      if (same(typed(form)[name], now[name])) continue;
      if (own.includes(name)) (left.answers[form.id] ??= {})[name] = now[name];
      else {
        fillField(form, name, now[name]);
        came.push(form);
      }
    }
  }
  target.held = held;
  return came;
}

const isAnswer = (name) => name in sent.fields;

function inFile(held, form) {
  return attempt(() => answerAsTyped(filledUp(answered(held, form))));
}

// The fields in which this tab holds what was written here, and the file does not.
function oursIn(form, held) {
  const there = inFile(held, form);
  if (!there) return [];
  const now = typed(form);
  const then = sentOf(held, form);
  return Object.keys(now).filter((name) => {
    if (!isAnswer(name) || same(now[name], there[name])) return false;
    if (!same(now[name], form.before[name])) return true;
    return isValue(form, name, there[name]) && !same(there[name], then[name]);
  });
}

// A reason goes with the status that needed it, unless another one was typed.
function withoutReason(form, held) {
  const there = inFile(held, form);
  const now = typed(form);
  if (!there || !(there.status in sent.reasons) || now.status in sent.reasons) return false;
  const isLeft = "status" in (target.left.answers[form.id] || {});
  if (isLeft || !there.reason || !same(now.reason, there.reason)) return false;
  fillField(form, "reason", "");
  return true;
}

function editsOf(form, held) {
  if (!inFile(held, form)) return [];
  const left = differences(target.left).filter((one) => one.form === form).map(({ name }) => name);
  const names = oursIn(form, held).filter((name) => !left.includes(name));
  const answer = typed(form);
  const edits = names.map((name) => ({ id: form.id, name, value: asSaved(form, name, answer) }));
  const there = held.actions[form.id].reviews || [];
  const reviews = withOurs(form, there);
  return same(reviews, there) ? edits : [...edits, { id: form.id, name: "reviews", value: reviews }];
}

// --- Reviews: those that were made here follow what stands here, and every other one stays

const madeFor = (form) => reviewsIn(form, typed(form));
const isSameReview = (a, b) =>
  ["kind", "by", "text", "of"].every((key) => (a[key] || "") === (b[key] || ""));
const isAmong = (review, reviews) => reviews.some((one) => isSameReview(one, review));

function withOurs(form, there) {
  const [earlier, now] = [target.made.get(form.id) || [], madeFor(form)];
  const kept = there.filter((one) => !isAmong(one, earlier) || isAmong(one, now));
  return [...kept, ...now.filter((one) => !isAmong(one, there))];
}

function reviewsTaken(held, { withReviews }) {
  const made = new Map();
  if (!withReviews) return made;
  for (const { id } of forms) {
    const before = attempt(() => held.base.actions[id].reviews) || [];
    const reviews = attempt(() => held.actions[id].reviews) || [];
    made.set(id, reviews.filter((one) => !isAmong(one, before)));
  }
  return made;
}

// --- What is said of it

const INSTEAD = "Nothing was saved. Your answers are still here: download a copy, at “Save your answers”.";

function notSaved({ name, message }) {
  const why = {
    NotFoundError: "it is not there any more",
    NotAllowedError: "this browser was not given leave to write to it",
    NoModificationAllowedError: "another window is writing to it",
    QuotaExceededError: "there is no room",
    RangeError: "it is too large now",
    TypeError: "it is not a text file any more",
  };
  return `${target.name} could not be saved: ${why[name] || message}. ${INSTEAD}`;
}

function toldOf(text, wanted, came, gone) {
  const { name } = target;
  const left = new Set(differences(target.left).map(({ form }) => form)).size;
  const missing = forms.filter((form) => isChanged(form) && !inFile(target.held, form));
  const isWhole = !left && !missing.length;
  const nothing = isWhole ? `There is nothing new to save in ${name}.` : "Nothing was saved this time.";
  const words = [wanted === text ? nothing : `Saved in ${name}.`];
  if (came.length) {
    words.push(`Others have answered in it since it was last read here. That is in this tab now too: ${titles(came)}.`);
  }
  if (gone.length) {
    words.push(`The reason went with the status that needed it: ${titles(gone)}.`);
  }
  if (left) {
    words.push(`Answers to ${left} of ${forms.length} actions are not saved: the file holds other words than you typed. Nothing of it was replaced. Choose, then save again.`);
  }
  if (missing.length) {
    words.push(`${name} does not have these actions as they stand here, so your answers to them are not in it. Download a copy for them: ${titles(missing)}.`);
  }
  return { words, left, isWhole };
}

const titles = (some) => some.map(heading).join("; ");
