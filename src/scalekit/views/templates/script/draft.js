// The draft: kept in this browser as somebody types, where that is allowed, and said in words.

function draftAllowed() {
  try {
    localStorage.setItem("scalekit", "");
    localStorage.removeItem("scalekit");
    return true;
  } catch {
    return false;
  }
}

function readDraft() {
  try {
    return JSON.parse(localStorage.getItem(DRAFT));
  } catch {
    return null;
  }
}

function keepDraft() {
  const answers = {};
  forms.filter(isChanged).forEach((form) => (answers[form.id] = typed(form)));
  try {
    if (Object.keys(answers).length) {
      const kept = new Date().toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
      localStorage.setItem(DRAFT, JSON.stringify({ kept, answers, saved: state() === savedState }));
      sayDraft(`Your answers are kept as a draft in this browser. Last kept: ${kept}.`);
    } else {
      localStorage.removeItem(DRAFT);
    }
  } catch {
    sayDraft("");
  }
}

function restore(draft) {
  for (const form of forms) {
    const answer = draft.answers && draft.answers[form.id];
    try {
      if (answer) fill(form, { ...form.before, ...answer });
    } catch {
      fill(form, form.before); // the draft holds something that this page does not know
    }
  }
  if (draft.saved) savedState = state();
  sayDraft(`Your draft of ${draft.kept} is back.`);
}

function sayDraft(words) {
  byId("draft").textContent =
    words || "This browser does not keep a draft. Save your answers before you close this page.";
}

function deleteDraft() {
  if (!confirm("Delete your draft and go back to the answers that were sent to you?")) return;
  forms.forEach((form) => fill(form, form.before));
  savedState = state();
  showErrors([]);
  keepDraft();
  sayCount();
  byId("saved").textContent = "Your draft is deleted. The answers are as they were sent to you.";
  sayDraft(draftAllowed() ? "Your answers are kept as a draft in this browser as you type." : "");
}
