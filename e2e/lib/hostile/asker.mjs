// Somebody with a session and no browser: asks, sends forms, keeps the cookies she is given.

import { Agent, request } from "node:http";
import { randomBytes } from "node:crypto";

const ANSWER_MS_MAX = 30_000;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

export class Asker {
  #cookies;

  /** `cookies` as the browser has them: `[{ name, value }]`. */
  constructor(mart, cookies) {
    this.mart = mart;
    this.#cookies = new Map(cookies.map(({ name, value }) => [name, value]));
  }

  /** The same session, for a browser. */
  cookies() {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.mart.url }));
  }

  get(path, headers = {}) {
    return this.#ask("GET", path, headers);
  }

  /** Sends a form as a browser would: `fields` are pairs of name and value, a value that is a `Buffer` is a file. */
  post(path, fields, { isFile = false, name = "a.jpg" } = {}) {
    if (!isFile) {
      const body = fields.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join("&");
      return this.#ask("POST", path, { "content-type": "application/x-www-form-urlencoded" }, body);
    }
    const fence = `fence${randomBytes(8).toString("hex")}`;
    const quoted = (text) => text.replace(/["\r\n]/g, (sign) => encodeURIComponent(sign));
    const parts = fields.flatMap(([key, value]) => {
      const file = Buffer.isBuffer(value) ? `; filename="${quoted(name)}"\r\ncontent-type: image/jpeg` : "";
      return [`--${fence}\r\ncontent-disposition: form-data; name="${quoted(key)}"${file}\r\n\r\n`, value, "\r\n"];
    });
    const body = Buffer.concat([...parts, `--${fence}--\r\n`].map((part) => Buffer.from(part)));
    return this.#ask("POST", path, { "content-type": `multipart/form-data; boundary=${fence}` }, body);
  }

  async #ask(method, path, headers, body) {
    const url = new URL(path, this.mart.url);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const own = { origin: this.mart.url, ...(cookie ? { cookie } : {}), ...headers };
    if (body !== undefined) own["content-length"] = Buffer.byteLength(body);
    const answer = await new Promise((done, failed) => {
      const asked = request(url, { method, agent, headers: own, timeout: ANSWER_MS_MAX }, (said) => {
        const parts = [];
        said.on("data", (part) => parts.push(part));
        said.on("end", () => done({ status: said.statusCode, headers: said.headers, body: Buffer.concat(parts) }));
        said.on("error", failed);
      });
      asked.on("timeout", () => asked.destroy(new Error(`${method} ${path}: no answer in ${ANSWER_MS_MAX / 1000} s`)));
      asked.on("error", failed);
      asked.end(body);
    });
    for (const cookie of answer.headers["set-cookie"] ?? []) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      this.#cookies.set(name, value);
    }
    return { ...answer, path, isPage: /^text\/html/.test(answer.headers["content-type"] ?? ""), text: () => answer.body.toString("utf8") };
  }
}
