/* 报送: files go to the server one by one, each with its bar; what the department decides is sent, and
   the page is brought up to date. */

(() => {
  const AT_ONCE = 3;
  /* How often the page asks how far the reading is. */
  const EVERY = 1000;
  const LIVE = "#react-entry-point";
  const UNREACHABLE = "连不上服务器，请检查网络后再交";
  const zone = () => document.querySelector(`${LIVE} .drop-zone`);

  /* Whatever waits for a change of the selection draws the page's parts anew. */
  const refresh = () => window.dash_clientside.set_props("selection", { data: window.location.search });
  let asked = null;
  const refreshSoon = () => {
    clearTimeout(asked);
    asked = setTimeout(refresh, 300);
  };

  /* Files of this page, in the order in which they were chosen: { file, sent, state, words }. */
  let entries = [];
  let batch = null;

  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const isOver = entry => entry.state === "done" || entry.state === "failed";

  const drawEntry = entry =>
    element(
      "li",
      { className: `sending-${entry.state}` },
      element("span", { className: "sending-name", textContent: entry.file.name }),
      entry.state === "failed"
        ? element("span", { className: "sending-words", textContent: entry.words })
        : element("progress", { value: entry.sent, max: 1, ariaLabel: `${entry.file.name}的传送进度` }),
    );

  const fill = room => {
    const count = state => entries.filter(entry => entry.state === state).length;
    const failed = count("failed");
    const sent = entries.reduce((sum, entry) => sum + (isOver(entry) ? 1 : entry.sent), 0);
    const words = `已交来 ${count("done")} / ${entries.length} 个${failed ? `，${failed} 个没有交成` : ""}`;
    const whole = element(
      "div",
      { className: "sending-whole" },
      element("progress", { value: sent, max: entries.length, ariaLabel: "全部文件的传送进度" }),
      element("span", { textContent: words }),
    );
    const open = entries.filter(entry => entry.state !== "done");
    room.replaceChildren(whole, ...(open.length ? [element("ul", {}, ...open.map(drawEntry))] : []));
  };

  let drawing = null;
  const draw = () => {
    drawing ??= requestAnimationFrame(() => {
      drawing = null;
      const room = zone()?.querySelector(".sending");
      if (room && entries.length) fill(room);
    });
  };

  /* The page is made anew when the reader comes back to it, and an empty room in it. */
  new MutationObserver(() => {
    if (entries.length && zone()?.querySelector(".sending:empty")) draw();
  }).observe(document.querySelector(LIVE), { childList: true, subtree: true });

  const end = (entry, state, words = "") => {
    Object.assign(entry, { state, words, file: { name: entry.file.name } });
    draw();
    refreshSoon();
    next();
  };

  const messageOf = request => {
    try {
      return JSON.parse(request.responseText).message || "没有收下，请稍后再交";
    } catch {
      return request.status === 413 ? "文件过大，没有收下" : "没有收下，请稍后再交";
    }
  };

  /* The body is the file itself; only this older interface says how much of it has gone. */
  const send = entry => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: entry.file.name, batch });
    request.open("POST", `/upload?${query}`);
    request.upload.onprogress = event => {
      entry.sent = event.total ? event.loaded / event.total : 0;
      draw();
    };
    request.onload = () => (request.status === 200 ? end(entry, "done") : end(entry, "failed", messageOf(request)));
    request.onerror = () => end(entry, "failed", UNREACHABLE);
    entry.state = "sending";
    request.send(entry.file);
  };

  const next = () => {
    const free = AT_ONCE - entries.filter(entry => entry.state === "sending").length;
    entries.filter(entry => entry.state === "queued").slice(0, Math.max(0, free)).forEach(send);
  };

  const add = (files, { mostBytes, mostFiles }) => {
    if (entries.every(isOver)) {
      entries = [];
      batch = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
    }
    if (entries.length + files.length > Number(mostFiles)) {
      window.dashboard_notices.say(`一次最多交 ${mostFiles} 个文件，请分几次交。`);
      return;
    }
    const tooLarge = file => file.size > Number(mostBytes);
    const words = `超过 ${Math.floor(mostBytes / 1024 / 1024)} MB，没有交`;
    entries.push(
      ...files.map(file =>
        tooLarge(file)
          ? { file: { name: file.name }, sent: 0, state: "failed", words }
          : { file, sent: 0, state: "queued", words: "" },
      ),
    );
    draw();
    next();
  };

  const choose = limits => {
    const input = element("input", { type: "file", multiple: true });
    input.onchange = () => add([...input.files], limits);
    input.click();
  };

  /* A file dropped beside the zone would otherwise replace the page. */
  const holdsFiles = event => [...(event.dataTransfer?.types || [])].includes("Files");
  ["dragover", "dragleave", "drop"].forEach(kind =>
    document.addEventListener(kind, event => {
      if (!holdsFiles(event) || !zone()) return;
      event.preventDefault();
      const over = zone().contains(event.target);
      zone().classList.toggle("drop-over", over && kind === "dragover");
      if (kind === "drop" && over) add([...event.dataTransfer.files], zone().dataset);
    }),
  );

  /* A problem's place leads to its cell in the sheet beside. */
  const goTo = place => {
    document.querySelectorAll(".sheet-here").forEach(cell => cell.classList.remove("sheet-here"));
    const cell = [...document.querySelectorAll(`${LIVE} [data-cell]`)].find(one => one.dataset.cell === place);
    if (!cell) {
      window.dashboard_notices.say("这一格不在右侧显示的范围里，请下载标出问题的表格查看。");
      return;
    }
    cell.classList.add("sheet-here");
    cell.scrollIntoView({ block: "center", inline: "center" });
    cell.focus({ preventScroll: true });
  };

  /* To the first of what is still to be written. */
  const show = name => {
    const first = document.querySelector(`${LIVE} .${name} textarea`);
    first?.scrollIntoView({ block: "center" });
    first?.focus({ preventScroll: true });
  };

  document.addEventListener("click", event => {
    const within = event.target.closest?.(LIVE);
    if (!within) return;
    if (event.target.closest(".drop-choose")) choose(zone().dataset);
    const shower = event.target.closest("[data-shows]");
    if (shower) show(shower.dataset.shows);
    const link = event.target.closest("[data-goes]");
    if (link) goTo(link.dataset.goes);
  });

  /* Those that may be accepted, all at once. */
  document.addEventListener("change", event => {
    if (!event.target.matches?.(`${LIVE} .choose-all`)) return;
    event.target.form.querySelectorAll("[name=number]").forEach(tick => (tick.checked = event.target.checked));
  });

  document.addEventListener("submit", async event => {
    const form = event.target.closest(`${LIVE} form.act`);
    if (!form) return;
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    try {
      const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (response.ok) {
        form.reset();
        window.dashboard_notices.clear();
      } else {
        const { message } = await response.json().catch(() => ({}));
        window.dashboard_notices.say(message || "服务器没有完成刚才的操作，请稍后再试。");
      }
      /* What was refused, somebody else may have settled meanwhile: either way, show how it stands now. */
      refresh();
    } catch {
      window.dashboard_notices.say("连不上服务器，刚才的操作没有完成。请检查网络后再试。");
    }
    button.disabled = false;
  });

  setInterval(() => {
    if (document.hidden || document.querySelector("._dash-loading-callback")) return;
    if (document.querySelector(`${LIVE} .upload-under-way`)) refresh();
  }, EVERY);
})();
