// What is wrong with an answer: shown as the NHS service manual has it.

function errorsIn(form) {
  const answer = typed(form);
  const found = [];
  if (answer.status in sent.reasons && !answer.reason.trim()) {
    found.push({ form, field: ".reason-field", control: "reason", text: sent.reasons[answer.status] });
  }
  for (const name of DAYS) {
    if (same(answer[name], form.before[name])) continue;
    const wrong = dateError(answer[name], FIELDS[name].label);
    if (wrong) found.push({ form, field: `.${name}-field`, control: `${name}-${wrong.part}`, text: wrong.text });
  }
  return found;
}

// A review without a name is nobody's: it is asked for, and not guessed.
function nameErrors() {
  const isReviewed = forms.map(typed).some(({ accepted, question }) => accepted || question.trim());
  if (!isReviewed || filledInBy()) return [];
  const control = byId("filled-in-by");
  const place = { title: "by-label", fields: byId("main"), control: () => control };
  const words = "Enter your name, because you accept an answer or ask a question";
  return [{ form: place, field: ".by-field", control: "by", text: words }];
}

function dateError({ day, month, year }, label) {
  const parts = { day: day.trim(), month: month.trim(), year: year.trim() };
  const missing = Object.keys(parts).filter((name) => !parts[name]);
  if (missing.length === 3) return null;
  if (missing.length) {
    return { part: missing[0], text: `${label} must include a ${missing.join(" and a ")}` };
  }
  if (!/^[0-9]{4}$/.test(parts.year)) {
    return { part: "year", text: "Year must include 4 numbers" };
  }
  if (Number(parts.year) < 2000) return { part: "year", text: "Year must be 2000 or later" };
  return isoDate(parts) ? null : { part: "day", text: `${label} must be a real date` };
}

function isoDate({ day, month, year }) {
  const [d, m, y] = [Number(day), monthNumber(month), Number(year)];
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(y, m - 1, d);
  const real = y > 0 && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return real ? [year.trim(), m, d].map((part) => String(part).padStart(2, "0")).join("-") : "";
}

function monthNumber(month) {
  const word = month.trim().toLowerCase();
  if (/^[0-9]{1,2}$/.test(word)) return Number(word);
  return MONTHS.findIndex((name) => word.length > 2 && name.startsWith(word)) + 1;
}

function showErrors(errors) {
  document.querySelectorAll(".error-message").forEach((part) => part.remove());
  document.querySelectorAll(".with-error").forEach((part) => part.classList.remove("with-error"));
  document.querySelectorAll("[aria-invalid]").forEach(unmark);
  document.title = document.title.replace(/^Error: /, "");
  byId("errors").replaceChildren();
  if (!errors.length) return;
  errors.forEach(markError);
  document.title = `Error: ${document.title}`;
  byId("errors").append(errorSummary(errors));
  byId("errors").firstElementChild.focus();
}

function errorSummary(errors) {
  const list = element("ul", {});
  for (const { form, control, text } of errors) {
    const link = element("a", { href: `#${form.control(control).id}` }, `${text}: ${heading(form)}`);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      form.control(control).focus();
    });
    const entry = element("li", {});
    entry.append(link);
    list.append(entry);
  }
  const summary = element("div", {
    class: "error-summary", role: "alert", tabindex: "-1", "aria-labelledby": "error-title",
  });
  summary.append(element("h2", { id: "error-title" }, "There is a problem"), list);
  return summary;
}

function markError({ form, field, control, text }) {
  const place = form.fields.querySelector(field);
  const target = form.control(control);
  const message = element("p", { class: "error-message", id: `${target.id}-error` });
  message.append(element("span", { class: "unseen" }, "Error: "), text);
  place.classList.add("with-error");
  (place.querySelector(".date") || target).before(message);
  target.setAttribute("aria-invalid", "true");
  target.setAttribute("aria-describedby", `${hints(target)} ${message.id}`.trim());
}

function unmark(target) {
  target.removeAttribute("aria-invalid");
  target.setAttribute("aria-describedby", hints(target));
}

function hints(target) {
  const ids = (target.getAttribute("aria-describedby") || "").split(" ");
  return ids.filter((id) => !id.endsWith("-error")).join(" ");
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.textContent = text;
  return made;
}

const heading = (form) => byId(form.title).textContent;
