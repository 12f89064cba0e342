// An answer file that somebody saved before, opened again: taken as one more draft.

const opened = []; // what such a file holds for fields that stand otherwise here
const LARGEST = 20000000; // bytes, as `import` takes

async function openSaved({ target: input }) {
  const [file] = input.files;
  if (!file) return;
  const held = await textOf(file).then(parsed).catch(() => null);
  const name = seen(file.name);
  byId("opened").textContent = unfit(held, name) || takeOpened(held, name).said;
  input.value = "";
}

// Whole or not at all: what is no UTF-8 is no text of ours, and a byte order mark stays.
async function textOf(file) {
  if (file.size > LARGEST) throw new RangeError();
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
}

const parsed = (text) => attempt(() => JSON.parse(text.replace(/^\ufeff/, "")));

// Why nothing can be taken from a file, in words; nothing where it fits this page.
function unfit(held, name) {
  if (!held && /\.json$/i.test(name)) {
    return `${name} is damaged or cut off. Nothing was changed. Save it again where you have it from, or ask for it again.`;
  }
  if (!held || !held.scalekit || !held.actions || typeof held.actions !== "object") {
    return `${name} is no checklist that this page can open. Nothing was changed. Choose a file that ends in .scalekit.json. Whoever sent you this page can make one.`;
  }
  if (held.scalekit > sent.checklist.scalekit) {
    return `${name} was saved by a newer page than this one. Nothing was changed.`;
  }
  if (!same(about(held), about(sent.checklist))) {
    return `${name} is about another innovation or place: ${about(held).map(seen).join(", ")}. Nothing was changed.`;
  }
  if (!isForSame(held, sent.checklist)) {
    const roles = attempt(() => seen(held.roles.join(", ")));
    return `${name} is of another playbook or role: ${seen(String(held.playbook))}, ${roles}. Nothing was changed.`;
  }
  return "";
}

// As `import` has it: one playbook, and a role in common.
function isForSame(one, other) {
  const roles = attempt(() => one.roles.filter((role) => other.roles.includes(role))) || [];
  return one.playbook === other.playbook && (roles.length > 0 || !other.roles.length);
}

// Takes what a file holds as one more draft; returns what of it is left to choose, and what to say.
function takeOpened(held, name) {
  const untouched = state() === savedState;
  const by = attempt(() => seen(held.filledIn.by)) || "";
  takeName(by);
  // A review stays with whoever made it, and what a checklist holds was made before.
  const withReviews = Boolean(held.base && by && by === byId("filled-in-by").value);
  const draft = { key: "", at: Date.now(), withReviews, answers: answersIn(held, withReviews) };
  const found = differences(draft);
  takeIn(draft);
  const left = differences(draft);
  draft.answers = grouped(left);
  opened.push(draft);
  if (untouched && !left.length) savedState = state();
  keepDraft();
  sayCount();
  const said = [saidOfOpened(name, found, left)];
  if (!withReviews && hasReviews(held)) {
    said.push(`What ${by || "others"} accepted or asked stays in that file alone.`);
  }
  const others = forms.filter((form) => held.actions[form.id] && !answered(held, form));
  if (others.length) {
    said.push(`Not taken, because the file has other words than this page for the action: ${others.map(heading).join("; ")}.`);
  }
  return { draft, said: said.join(" ") };
}

const about = ({ innovation, place }) => [innovation || "", place || ""].map(String);

// What was changed in the file since it was sent out; all of it where the file does not say.
function answersIn(held, withReviews) {
  const before = attempt(() => held.base.actions) || Object.fromEntries(sent.checklist.actions);
  const answers = {};
  for (const form of forms) {
    const known = withReviews ? attempt(() => before[form.id].reviews) || [] : undefined;
    const now = attempt(() => answerAsTyped(filledUp(answered(held, form)), known));
    const then = sentOf(held, form);
    const names = now ? Object.keys(FIELDS).filter((name) => !same(now[name], then[name])) : [];
    answers[form.id] = Object.fromEntries(names.map((name) => [name, now[name]]));
  }
  return answers;
}

// What a file holds for an action, where it is an answer to the words that stand here.
function answered(held, form) {
  const action = held.actions[form.id];
  return action && (action.wording ?? form.action.wording) === form.action.wording ? action : undefined;
}

// An action as it stood in the file before it was filled in, as far as the file says it.
function sentOf(held, form) {
  return attempt(() => answerAsTyped(filledUp(held.base.actions[form.id]))) || form.before;
}

function hasReviews(held) {
  return forms.some((form) => {
    const known = form.action.reviews || [];
    return (attempt(() => held.actions[form.id].reviews) || []).some((one) => !isAmong(one, known));
  });
}

function filledUp(action) {
  const isDay = (day) => /^\d{4}-\d\d-\d\d$/.test(day);
  if (DAYS.some((name) => action[name] && !isDay(action[name]))) throw new RangeError();
  const texts = Object.keys(sent.fields).map((name) => [name, action[name] || ""]);
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
