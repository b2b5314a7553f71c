/* The address is the view. Controls write into it; this takes it apart for the server's callbacks. */

(() => {
  /* The address that the page shows or is being brought to. */
  let drawn = null;
  const DEFAULTS = { form: "raw", grain: "month", peers: "all" };
  const noUpdate = () => window.dash_clientside.no_update;

  const withoutTrace = search => {
    const query = new URLSearchParams(search);
    query.delete("trace");
    return query.toString();
  };

  const monthOf = code => {
    /* The last month of a period's code, as a number of months since year 0. */
    const [, year, rest] = code.match(/^(\d{4})(.*)$/) || [];
    if (!year) return null;
    let month = 12;
    if (/^-\d\d/.test(rest)) month = Number(rest.slice(1, 3));
    else if (rest[0] === "Q") month = Number(rest[1]) * 3;
    else if (rest[0] === "H") month = Number(rest[1]) * 6;
    return [Number(year), month];
  };

  /* The period of another grain that holds the last month of this one. */
  const convert = (code, span) => {
    const at = monthOf(code);
    if (!at) return code;
    const [year, month] = at;
    const two = String(month).padStart(2, "0");
    return {
      month: `${year}-${two}`,
      ytd: `${year}-${two}c`,
      quarter: `${year}Q${Math.ceil(month / 3)}`,
      half: `${year}H${Math.ceil(month / 6)}`,
      year: `${year}`,
    }[span];
  };

  const spanOf = code => {
    if (/c$/.test(code)) return "ytd";
    if (/Q/.test(code)) return "quarter";
    if (/H/.test(code)) return "half";
    return /-/.test(code) ? "month" : "year";
  };

  /* What a control shows for an address; undefined where the address leaves it open. */
  const shown = (name, query) => {
    if (name === "span") return query.has("period") ? spanOf(query.get("period")) : undefined;
    if (name === "units") return (query.get("units") || "").split(",").filter(Boolean);
    return query.has(name) ? query.get(name) : DEFAULTS[name];
  };

  const same = (a, b) => JSON.stringify(a ?? "") === JSON.stringify(b ?? "");

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    address: {
      /* url -> [page, selection, trace]; each only when it has changed. */
      split(pathname, search, page, trace, values, ids) {
        const query = new URLSearchParams(search);
        const asked = query.get("trace") || "";
        if (drawn === null) {
          const first = new URL(page || "/", window.location.origin);
          drawn = { pathname: first.pathname, search: withoutTrace(first.search) };
        }
        const outputs = [noUpdate(), noUpdate(), noUpdate()];
        if (asked !== (trace || "")) outputs[2] = asked;
        if (pathname !== drawn.pathname) outputs[0] = pathname + search;
        else if (withoutTrace(search) !== drawn.search) outputs[1] = withoutTrace(search);
        drawn = { pathname, search: withoutTrace(search) };
        (ids || []).forEach((id, index) => {
          const value = shown(id.name, query);
          if (value !== undefined && !same(value, values[index])) window.dash_clientside.set_props(id, { value });
        });
        return outputs;
      },

      /* controls -> url.search */
      write(values, ids, search) {
        const triggered = window.dash_clientside.callback_context.triggered_id;
        if (!triggered) return noUpdate();
        const index = ids.findIndex(id => id.name === triggered.name);
        const value = values[index];
        const query = new URLSearchParams(search);
        if (same(value, shown(triggered.name, query))) return noUpdate();
        query.delete("trace");
        if (triggered.name === "span") {
          const period = ids.findIndex(id => id.name === "period");
          query.set("period", convert(query.get("period") || values[period], value));
        } else {
          const text = Array.isArray(value) ? value.join(",") : value ?? "";
          if (text === "" || text === DEFAULTS[triggered.name]) query.delete(triggered.name);
          else query.set(triggered.name, text);
          if (triggered.name === "area") ["peers", "units"].forEach(name => query.delete(name));
        }
        const written = query.toString();
        return written ? `?${written}` : "";
      },

      /* The navigation carries the selection along; only what a page alone understands is dropped. */
      carry(search, ids) {
        const query = new URLSearchParams(search);
        ["trace", "search"].forEach(name => query.delete(name));
        const written = query.toString();
        return ids.map(id => id.path + (written ? `?${written}` : ""));
      },

      mark(pathname, ids) {
        return ids.map(id => (id.path === pathname ? "active" : ""));
      },
    },
  });

  /* A click on a bar or a point opens where its figure came from, if the figure says so. */
  const traceOf = point => {
    const data = point?.customdata;
    return typeof data === "string" && data.includes("~") ? data : Array.isArray(data) ? data.find(d => typeof d === "string" && d.includes("~")) : null;
  };
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(() => {
      document.querySelectorAll(".js-plotly-plot:not([data-traced])").forEach(graph => {
        if (!graph.on) return;
        graph.dataset.traced = "yes";
        graph.on("plotly_click", event => {
          const trace = traceOf(event.points[0]);
          if (!trace) return;
          const query = new URLSearchParams(window.location.search);
          query.set("trace", trace);
          window.dash_clientside.set_props("url", { search: `?${query}` });
        });
      });
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
