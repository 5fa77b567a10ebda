// SPDX-License-Identifier: Apache-2.0
// An OpenID Connect issuer that is as strict as real ones are: discovery, keys, a
// page that asks for consent, and tokens for codes with PKCE.
import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { freePort } from "./process";

const base64url = (text: string) => Buffer.from(text).toString("base64url");

export class Issuer {
  readonly client = "wend";
  readonly secret = "hush";
  /** Whom it knows: who sits at the browser. */
  email = "ada@example.com";
  verified = true;

  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  private readonly asked = new Map<string, URLSearchParams>();
  private readonly server: Server;
  readonly port: number;

  private constructor(port: number) {
    this.port = port;
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.listen(port, "127.0.0.1");
  }

  static async start(): Promise<Issuer> {
    return new Issuer(await freePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
    if (pathname === "/.well-known/openid-configuration") return json(response, this.description());
    if (pathname === "/keys") return json(response, { keys: [this.key()] });
    if (pathname === "/authorize") return this.ask(response, searchParams);
    if (pathname === "/token" && request.method === "POST") return this.trade(request, response);
    response.writeHead(404).end();
  }

  private description(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      jwks_uri: `${this.url}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["ES256"],
    };
  }

  private key(): object {
    return { ...this.keys.publicKey.export({ format: "jwk" }), kid: "k", alg: "ES256", use: "sig" };
  }

  /** The page that asks whether Wend may know who one is. */
  private ask(response: ServerResponse, asked: URLSearchParams): void {
    const right =
      asked.get("client_id") === this.client &&
      asked.get("response_type") === "code" &&
      asked.get("code_challenge_method") === "S256" &&
      asked.get("nonce") &&
      asked.get("state") &&
      asked.get("scope")?.split(" ").includes("openid");
    if (!right) {
      response.writeHead(400).end("bad request");
      return;
    }
    const code = randomUUID();
    this.asked.set(code, asked);
    const back = (more: Record<string, string>) => {
      const query = new URLSearchParams({ state: asked.get("state") ?? "", ...more });
      return `${asked.get("redirect_uri")}?${query}`.replaceAll("&", "&amp;");
    };
    response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><html lang="en">
      <title>Example</title><link rel="icon" href="data:,"><h1>Wend wants to know who you are</h1>
      <p><a href="${back({ code })}">Allow</a> <a href="${back({ error: "access_denied" })}">Refuse</a></p>`);
  }

  /** Trades a code in, once, for a token that says who it is. */
  private async trade(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const form = new URLSearchParams(body);
    const code = form.get("code") ?? "";
    const asked = this.asked.get(code);
    this.asked.delete(code);
    const known = `Basic ${Buffer.from(`${this.client}:${this.secret}`).toString("base64")}`;
    const proof = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (request.headers.authorization !== known) return json(response, { error: "invalid_client" }, 401);
    if (asked?.get("code_challenge") !== proof || asked.get("redirect_uri") !== form.get("redirect_uri"))
      return json(response, { error: "invalid_grant" }, 400);
    const now = Math.floor(Date.now() / 1000);
    const says = {
      iss: this.url,
      aud: this.client,
      sub: this.email,
      nonce: asked.get("nonce"),
      iat: now,
      exp: now + 60,
      email: this.email,
      email_verified: this.verified,
      name: "From Example",
    };
    json(response, { access_token: "a", token_type: "Bearer", expires_in: 60, id_token: this.signed(says) });
  }

  private signed(says: object): string {
    const head = base64url(JSON.stringify({ alg: "ES256", kid: "k", typ: "JWT" }));
    const text = `${head}.${base64url(JSON.stringify(says))}`;
    const key = { key: this.keys.privateKey, dsaEncoding: "ieee-p1363" } as const;
    return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
  }
}

function json(response: ServerResponse, value: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}
