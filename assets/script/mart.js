// Makes pages nicer; every page is complete without it. No library, no storage, nothing sent anywhere.
(() => {
  const all = (selector) => document.querySelectorAll(selector);

  // A form came back with errors: the summary is read first, its links lead to the inputs.
  for (const box of all("[data-focus]")) box.focus();

  // A page that waits for news looks again by itself.
  const again = +document.body.dataset.again;
  if (again) setTimeout(() => location.reload(), again * 1000);

  // Minus and plus beside a number.
  for (const part of all("[data-count]")) {
    const input = part.querySelector("input");
    const step = (sign, by, label) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", label);
      button.addEventListener("click", () => {
        const wanted = (parseInt(input.value, 10) || 0) + by;
        const now = Math.min(+input.max || wanted, Math.max(+input.min, wanted));
        if (String(now) === input.value) return;
        input.value = now;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
      return button;
    };
    input.before(step("−", -1, input.dataset.less));
    input.after(step("+", 1, input.dataset.more));
    part.classList.add("stepped");
  }

  // A number that was changed and not yet sent makes its button stand out.
  for (const form of all("form[data-change]")) {
    form.addEventListener("change", () => form.classList.add("changed"));
  }

  // While somebody types into the search box, what may be meant stands below it as links.
  for (const form of all("form.search")) {
    const input = form.querySelector("input");
    const list = document.createElement("ul");
    const lang = document.documentElement.lang;
    let waits, typed;
    const show = (items) => {
      list.replaceChildren(...items.map((one) => {
        const link = document.createElement("a");
        link.href = "/" + lang + one.path;
        link.textContent = one.name[lang];
        link.className = one.kind;
        const item = document.createElement("li");
        item.append(link);
        return item;
      }));
    };
    list.className = "suggestions";
    list.setAttribute("aria-label", input.dataset.suggested);
    form.append(list);
    input.addEventListener("input", () => {
      clearTimeout(waits);
      waits = setTimeout(async () => {
        const words = (typed = input.value.trim());
        if (words.length < 2) return show([]);
        try {
          const answer = await fetch("/api/v1/suggestions?q=" + encodeURIComponent(words));
          if (answer.ok && words === typed) show((await answer.json()).items);
        } catch {
          show([]);
        }
      }, 150);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") show([]);
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) setTimeout(() => show([]), 200);
    });
  }

  // A second press of a button that places or pays does nothing while the first is on its way.
  for (const form of all("form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
      form.querySelector(".button").setAttribute("aria-busy", "true");
    });
  }
  addEventListener("pageshow", () => {
    for (const form of all("form[data-once]")) {
      delete form.dataset.sent;
      form.querySelector(".button").removeAttribute("aria-busy");
    }
  });

  // Pages that are the same for everybody learn the number in the cart from a cookie that says only that.
  const count = document.cookie.match(/(?:^|; )cart_count=(\d+)/);
  for (const badge of all("[data-cart]")) {
    if (!count || count[1] === "0") continue;
    const words = document.createElement("span");
    words.className = "hidden";
    words.textContent = badge.dataset.cart + " ";
    badge.append(words, count[1]);
    badge.hidden = false;
  }
})();
