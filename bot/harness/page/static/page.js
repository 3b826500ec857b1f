// The local chat page. Texts come from the server as HTML that markdown-it made with raw HTML off; everything else
// is set as text.

const at = (id) => document.getElementById(id);
const line = at("line"), choices = at("choices"), log = at("log"), scroll = at("scroll"), person = at("person"), channel = at("channel");
const state = { commands: [], menu: [], suggestions: [], chosen: new Map(), active: -1, drawn: new Map(), past: [], behind: 0, reading: 0, suggesting: 0, atEnd: true, top: 0 };

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null && child !== ""));
  return node;
}

function html(tag, className, source) {
  const node = make(tag, { className });
  node.innerHTML = source;
  return node;
}

async function told(path, options) {
  try {
    return await (await fetch(path, options)).json();
  } catch {
    return { error: "Nobody answers here any more: start `dateline try` again and reload the page." };
  }
}

const get = (path) => told(path);

async function post(path, body) {
  const here = { user: person.value, channel: channel.value };
  const answer = await told(`/api/${path}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...here, ...body }),
  });
  at("refused").textContent = answer.error ?? "";
  if (answer.modal) openForm(answer.reply, answer.modal);
  return answer.error ? null : answer;
}

// Time: everything is shown in UTC, as the clock says it.

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function shownTime(iso) {
  const when = new Date(iso);
  const two = (number) => String(number).padStart(2, "0");
  return `${when.getUTCDate()} ${MONTHS[when.getUTCMonth()]} ${when.getUTCFullYear()}, ` +
    `${two(when.getUTCHours())}:${two(when.getUTCMinutes())}`;
}

function showClock(iso) {
  if (document.activeElement !== at("instant")) at("instant").value = new Date(iso).toISOString().slice(0, 16);
}

// Messages: only those that changed are drawn again, and the focus stays on the button that was pressed.

// Drawn once `ready` is there too: a message shows what its menu offers.
async function readMessages(ready = null) {
  const asked = ++state.reading;
  const answer = await get(`/api/messages?user=${person.value}&channel=${channel.value}`);
  await ready;
  if (asked !== state.reading || !answer.messages) return;
  showClock(answer.now);
  const ids = new Set(answer.messages.map((message) => message.id));
  for (const [id, drawn] of state.drawn) if (!ids.has(id)) { drawn.node.remove(); state.drawn.delete(id); }
  let last = null, added = false;
  for (const message of answer.messages) {
    const key = JSON.stringify(message);
    const drawn = state.drawn.get(message.id);
    if (!drawn) added = true;
    if (drawn?.key !== key) {
      const node = drawMessage(message);
      const focused = drawn?.node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      if (drawn) drawn.node.replaceWith(node); else last ? last.after(node) : log.prepend(node);
      state.drawn.set(message.id, { key, node });
      if (focused) refocus(node, focused);
    }
    last = state.drawn.get(message.id).node;
  }
  if (added) followEnd();
}

// Who is at the end stays there when pictures come, which have no height before; who has scrolled up stays too.
function followEnd() {
  state.atEnd = true;
  scroll.scrollTop = scroll.scrollHeight;
}

// Only a reader scrolls up: what grows meanwhile leaves the place as it was, though the end is farther off.
scroll.addEventListener("scroll", () => {
  const left = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
  if (left < 40) state.atEnd = true; else if (scroll.scrollTop < state.top) state.atEnd = false;
  state.top = scroll.scrollTop;
});
new ResizeObserver(() => { if (state.atEnd) followEnd(); }).observe(log);

function refocus(node, key) {
  const same = node.querySelector(`[data-key="${CSS.escape(key)}"]:not(:disabled)`);
  (same ?? node.querySelector("button:not(:disabled), select") ?? scroll).focus();
}

function drawMessage(message) {
  const node = make("li", { className: "message" });
  node.dataset.id = message.id;
  if (message.private) node.classList.add("private");
  if (message.asked) {
    node.append(make("div", { className: "asked" }, `${message.asked.who} ${message.asked.text ? `used ${message.asked.text}` : "asked"}`));
  }
  node.append(make("div", {},
    make("span", { className: "author" }, message.author),
    message.bot ? make("span", { className: "badge" }, "APP") : "",
    make("time", { className: "at", dateTime: message.at }, ` ${shownTime(message.at)}`)));
  if (message.loading) node.append(make("p", { className: "note" }, `${message.author} is thinking…`));
  if (message.html) node.append(html("div", "text", message.html));
  message.embeds.forEach((embed) => node.append(drawEmbed(embed)));
  message.files.forEach((file) => node.append(drawFile(file)));
  message.rows.forEach((row) => node.append(drawRow(message, row)));
  if (message.private) node.append(make("p", { className: "note" }, "Only you can see this."));
  if (!message.loading && !message.private) node.append(...state.menu.map((name) => drawUse(message, name)));
  return node;
}

// A command of the message's menu, which Discord has under Apps.
function drawUse(message, name) {
  const button = make("button", { type: "button", className: "use" }, `Apps: ${name}`);
  button.dataset.key = name;
  button.addEventListener("click", () => act(button, "use", { message: message.id, command: name }));
  return button;
}

function drawEmbed(embed) {
  const node = make("article", { className: "embed" });
  if (embed.colour) node.style.borderLeftColor = embed.colour;
  if (embed.author) node.append(make("div", { className: "small" }, embed.author));
  if (embed.title) node.append(html("h3", "", embed.title));
  if (embed.html) node.append(html("div", "text", embed.html));
  if (embed.fields.length) {
    node.append(make("div", { className: "fields" }, ...embed.fields.map((field) =>
      make("section", { className: field.inline ? "" : "wide" },
        html("h4", "", field.name), html("div", "text", field.html)))));
  }
  if (embed.picture) node.append(drawFile(embed.picture));
  if (embed.footer) node.append(make("footer", {}, embed.footer));
  return node;
}

function drawFile(file) {
  if (file.image) return make("img", { src: file.url, alt: file.description, loading: "lazy" });
  return make("a", { href: file.url, download: file.name }, file.name);
}

const STYLES = { 1: "primary", 2: "", 3: "good", 4: "danger", 5: "" };

function drawRow(message, row) {
  const node = make("div", { className: "row" });
  for (const part of row) {
    if (part.type === 2 && part.url) {
      node.append(make("a", { href: part.url, target: "_blank", rel: "noopener noreferrer" }, part.label));
    } else if (part.type === 2) {
      const button = make("button", { type: "button", className: STYLES[part.style] ?? "", disabled: part.disabled },
        [part.emoji, part.label].filter(Boolean).join(" "));
      button.dataset.key = part.label || part.emoji;
      button.addEventListener("click", () => act(button, "press", { message: message.id, component: part.id }));
      node.append(button);
    } else if (part.options.length) {
      node.append(drawMenu(message, part));
    }
  }
  return node;
}

function drawMenu(message, part) {
  const menu = make("select", { ariaLabel: part.placeholder, disabled: part.disabled, multiple: part.most > 1 });
  if (!menu.multiple) menu.append(make("option", { value: "", selected: true }, part.placeholder));
  for (const option of part.options) {
    const shown = [option.emoji, option.label, option.description && `· ${option.description}`];
    menu.append(make("option", { value: option.value, selected: option.chosen }, shown.filter(Boolean).join(" ")));
  }
  menu.dataset.key = part.placeholder;
  menu.addEventListener("change", () => {
    const values = [...menu.selectedOptions].map((option) => option.value).filter(Boolean);
    if (values.length) act(menu, "choose", { message: message.id, component: part.id, values });
  });
  return menu;
}

async function act(control, path, body) {
  control.setAttribute("aria-busy", "true");
  await post(path, body);
  control.removeAttribute("aria-busy");
  await Promise.all([readMessages(), readRequests()]);
}

// Forms that the bot opens.

function openForm(reply, form) {
  at("form-title").textContent = form.title;
  at("form-fields").replaceChildren(...form.fields.map((field) =>
    make("label", {}, field.label, Object.assign(document.createElement(field.long ? "textarea" : "input"), {
      name: field.id, value: field.value, required: field.required, minLength: field.least, maxLength: field.most,
    }))));
  at("form").dataset.reply = reply;
  at("form").showModal();
}

// The browser gives the focus back to what opened the form; the message line could not hold it meanwhile.
at("form").addEventListener("close", () => { if (!log.contains(document.activeElement)) line.focus(); });
at("form-cancel").addEventListener("click", () => at("form").close());
at("form").querySelector("form").addEventListener("submit", async (event) => {
  const values = Object.fromEntries(new FormData(event.target));
  await post("submit", { reply: at("form").dataset.reply, values });
  await readMessages();
});

// The message line: commands, options and values are completed as they are typed.

function understood(text) {
  const found = state.commands.filter((command) => text === `/${command.name}` || text.startsWith(`/${command.name} `));
  return found.sort((one, other) => other.name.length - one.name.length)[0];
}

async function suggest() {
  const text = line.value, asked = ++state.suggesting;
  if (!text.startsWith("/")) return show([]);
  const command = understood(text);
  if (!command || text === `/${command.name}`) {
    const begun = text.slice(1).toLowerCase();
    return show(state.commands.filter((each) => each.name.startsWith(begun)).map((each) => (
      { shown: `/${each.name}`, about: each.description, becomes: `/${each.name} ` })));
  }
  const open = text.match(/^.*\s([a-z][\w-]*):("[^"]*|[^"]*)$/i);
  const option = open && command.options.find((each) => each.name === open[1].toLowerCase());
  let found = [];
  if (option) {
    const head = text.slice(0, text.length - open[2].length), typed = open[2].replace(/^"/, "");
    if (option.choices.length) {
      const begun = typed.toLowerCase();
      found = values(head, option.choices.filter((each) => each.name.toLowerCase().startsWith(begun)));
    } else if (option.autocomplete) {
      const answer = await post("complete", { text: meant(head) + typed, option: option.name });
      if (asked !== state.suggesting || line.value !== text) return undefined;
      found = values(head, answer?.choices ?? []);
    }
  }
  // After a space the next option may follow, unless a quotation is still open.
  const begun = text.match(/\s([a-z]*)$/i);
  if (begun && !(open && open[2].startsWith('"'))) {
    const head = text.slice(0, text.length - begun[1].length);
    const left = command.options.filter((each) =>
      !new RegExp(`\\s${each.name}:`).test(text) && each.name.startsWith(begun[1].toLowerCase()));
    found = found.concat(left.map((each) => ({
      shown: `${each.name}:`, about: each.description + (each.required ? " (required)" : ""),
      becomes: `${head}${each.name}:`,
    })));
  }
  return show(found);
}

const quoted = (text) => (/[\s":]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text);

// The line shows what was chosen; an id that says nothing to a reader takes its place only when it is sent.
function values(head, found) {
  return found.map((each) => {
    const legible = each.name.toLowerCase().includes(each.value.toLowerCase());
    const text = legible ? quoted(each.value) : `"${each.name.replaceAll('"', '\\"')}"`;
    if (!legible) state.chosen.set(text, quoted(each.value));
    return { shown: each.name, about: "", becomes: `${head}${text} ` };
  });
}

function meant(text) {
  for (const [name, value] of state.chosen) text = text.replace(`:${name}`, () => `:${value}`);
  return text;
}

function show(suggestions) {
  state.suggestions = suggestions;
  state.active = -1;
  choices.replaceChildren(...suggestions.map((each, place) => {
    const item = make("li", { id: `choice-${place}`, role: "option", ariaSelected: "false" }, each.shown,
      each.about ? make("small", {}, each.about) : "");
    item.addEventListener("mousedown", (event) => { event.preventDefault(); accept(place); });
    return item;
  }));
  choices.hidden = suggestions.length === 0;
  line.setAttribute("aria-expanded", String(!choices.hidden));
  line.removeAttribute("aria-activedescendant");
}

// Also what is still on its way from the bot comes too late.
function dismiss() {
  state.suggesting += 1;
  show([]);
}

function move(by) {
  const count = state.suggestions.length;
  state.active = state.active < 0 && by < 0 ? count - 1 : (state.active + by + count) % count;
  [...choices.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === state.active)));
  line.setAttribute("aria-activedescendant", `choice-${state.active}`);
  choices.children[state.active].scrollIntoView({ block: "nearest" });
}

function accept(place) {
  line.value = state.suggestions[place].becomes;
  line.focus();
  suggest();
}

function recall(by) {
  if (!state.past.length) return;
  state.behind = Math.min(Math.max(state.behind + by, 0), state.past.length);
  line.value = state.behind ? state.past[state.past.length - state.behind] : "";
}

line.addEventListener("input", suggest);
line.addEventListener("blur", dismiss);
line.addEventListener("keydown", (event) => {
  const open = !choices.hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const down = event.key === "ArrowDown";
    open ? move(down ? 1 : -1) : recall(down ? -1 : 1);
  } else if (open && event.key === "Tab" && !event.shiftKey) {
    event.preventDefault();
    accept(Math.max(state.active, 0));
  } else if (open && event.key === "Enter" && state.active >= 0) {
    event.preventDefault();
    accept(state.active);
  } else if (open && event.key === "Escape") {
    event.preventDefault();
    dismiss();
  }
});

at("compose").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = line.value.trim();
  if (!text) return;
  dismiss();
  line.disabled = true;
  const answer = text.startsWith("/")
    ? await post("command", { text: meant(text), shown: text }) : await post("say", { text });
  line.disabled = false;
  line.focus();
  if (answer) {
    state.past.push(text);
    state.behind = 0;
    line.value = "";
  }
  await Promise.all([readMessages(), readRequests()]);
});

document.querySelector(".example").addEventListener("click", (event) => {
  line.value = event.target.textContent;
  at("compose").requestSubmit();
});

// Who and where, the clock, the requests.

async function moveTo() {
  state.drawn.clear();
  log.replaceChildren();
  at("refused").textContent = "";
  // Until the bot's answer for this person and place is there, nobody is offered what was somebody else's.
  Object.assign(state, { commands: [], menu: [] });
  show([]);
  const offered = get(`/api/commands?user=${person.value}&channel=${channel.value}`)
    .then(({ typed = [], menu = [] }) => Object.assign(state, { commands: typed, menu }));
  await Promise.all([offered, readMessages(offered)]);
  if (document.activeElement === line) suggest();
}

async function turn(instant) {
  await post("clock", { instant });
  await readMessages();
}

at("clock").addEventListener("submit", (event) => {
  event.preventDefault();
  at("instant").blur();
  turn(`${at("instant").value}:00+00:00`);
});
at("clock").addEventListener("click", (event) => {
  const hours = Number(event.target.dataset.hours);
  if (!hours) return;
  turn(new Date(Date.parse(`${at("instant").value}:00Z`) + hours * 3_600_000).toISOString());
});

async function readRequests() {
  if (at("requests").hidden) return;
  const { entries = [] } = await get("/api/requests");
  at("exchanges").replaceChildren(...entries.map((entry, place) => make("details", { open: place === 0 },
    make("summary", {}, entry.title),
    ...entry.exchanges.map((each) => {
      const copy = make("button", { type: "button" }, "Copy");
      copy.addEventListener("click", async () => {
        await navigator.clipboard.writeText(each.body);
        copy.textContent = "Copied";
      });
      return make("details", {}, make("summary", {}, [each.status, each.title].filter(Boolean).join(" ")),
        make("pre", { tabIndex: 0 }, each.body), copy);
    }))));
}

at("raw").addEventListener("click", () => {
  const hidden = !at("requests").hidden;
  at("requests").hidden = hidden;
  at("raw").setAttribute("aria-expanded", String(!hidden));
  readRequests();
});

const world = await get("/api/world");
person.append(...world.people.map((each) => make("option", { value: each.id }, `${each.name} (${each.role})`)));
channel.append(...world.channels.map((each) =>
  make("option", { value: each.id }, each.direct ? `direct message with ${each.name}` : `#${each.name}`)));
showClock(world.now);
person.addEventListener("change", moveTo);
channel.addEventListener("change", moveTo);
new EventSource("/api/events").addEventListener("message", () => readMessages());
await moveTo();
document.body.dataset.ready = "true";
performance.mark("ready");
line.focus();
