/* What Dash asks for first travels inside the page; and a request that fails is said, calmly. */

(() => {
  const CARRIED = { "_dash-layout": "first-layout", "_dash-dependencies": "first-dependencies" };
  const fetchFromServer = window.fetch.bind(window);

  const carried = address => {
    const name = Object.keys(CARRIED).find(one => address.endsWith(one));
    const element = name && document.getElementById(CARRIED[name]);
    if (!element) return null;
    /* Once only: whoever asks again wants it as it is then. */
    element.remove();
    return new Response(element.textContent, { headers: { "Content-Type": "application/json" } });
  };

  const say = text => window.dashboard_notices.say(text);

  window.fetch = (resource, options) => {
    const address = String(resource.url || resource);
    const answer = carried(address);
    if (answer) return Promise.resolve(answer);
    const sent = fetchFromServer(resource, options);
    if (!address.includes("_dash-update-component")) return sent;
    return sent.then(
      response => {
        if (response.status >= 500) say("服务器没有完成刚才的操作，页面上仍是之前的内容。请稍后再试。");
        return response;
      },
      error => {
        say("连不上服务器，页面上仍是之前的内容。请检查网络后再试。");
        throw error;
      },
    );
  };
})();
