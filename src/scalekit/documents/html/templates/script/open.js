// An answer file that somebody saved before, opened again: taken as one more draft.

const opened = []; // what such a file holds for fields that stand otherwise here
const LARGEST = 20000000; // bytes, as `import` takes

async function openSaved({ target }) {
  const [file] = target.files;
  if (!file) return;
  const text = file.size > LARGEST ? "" : await file.text().catch(() => "");
  byId("opened").textContent = takeOpened(text, file.name);
  target.value = "";
}

function takeOpened(text, name) {
  const held = attempt(() => JSON.parse(text));
  if (!held || !held.scalekit || !held.actions || typeof held.actions !== "object") {
    return `${name} is not a file that this page saved. Nothing was changed.`;
  }
  if (held.scalekit > sent.checklist.scalekit) {
    return `${name} was saved by a newer page than this one. Nothing was changed.`;
  }
  if (!same(about(held), about(sent.checklist))) {
    return `${name} is about another innovation or place: ${about(held).map(seen).join(", ")}. Nothing was changed.`;
  }
  const untouched = state() === savedState;
  const by = attempt(() => seen(held.filledIn.by)) || "";
  takeName(by);
  const isOurs = by === byId("filled-in-by").value; // a review stays with whoever made it
  const draft = { key: "", at: Date.now(), answers: answersIn(held, isOurs) };
  const found = differences(draft);
  takeIn(draft);
  const left = differences(draft);
  draft.answers = grouped(left);
  opened.push(draft);
  if (untouched && !left.length) savedState = state();
  keepDraft();
  sayCount();
  const said = saidOfOpened(name, found, left);
  return isOurs ? said : `${said} What ${by || "somebody"} accepted or asked stays in that file alone.`;
}

const about = ({ innovation, place }) => [innovation || "", place || ""].map(String);

// What was changed in the file since it was sent out; all of it where the file does not say.
function answersIn(held, withReviews) {
  const before = attempt(() => held.base.actions) || Object.fromEntries(sent.checklist.actions);
  const answers = {};
  for (const form of forms) {
    const known = withReviews ? attempt(() => before[form.id].reviews) || [] : undefined;
    const now = attempt(() => answerAsTyped(filledUp(held.actions[form.id]), known));
    const then = attempt(() => answerAsTyped(filledUp(before[form.id]))) || form.before;
    const names = now ? Object.keys(FIELDS).filter((name) => !same(now[name], then[name])) : [];
    answers[form.id] = Object.fromEntries(names.map((name) => [name, now[name]]));
  }
  return answers;
}

function filledUp(action) {
  const texts = ["reason", "owner", "due", "confidence"].map((name) => [name, action[name] || ""]);
  const evidence = action.evidence.map((one) => ({ ...one, link: one.link || "" }));
  return { ...action, ...Object.fromEntries(texts), evidence };
}

function grouped(found) {
  const answers = {};
  for (const { form, name, value } of found) (answers[form.id] ??= {})[name] = value;
  return answers;
}

function saidOfOpened(name, found, left) {
  if (!found.length) return `All answers of ${name} are in this tab already.`;
  const taken = new Set(found.filter((one) => one.isFree).map(({ form }) => form)).size;
  const words = `Opened ${name}: answers to ${taken} of ${forms.length} actions are now in this tab.`;
  return left.length ? `${words} Where you have typed other words, choose below.` : words;
}
