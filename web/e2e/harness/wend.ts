// SPDX-License-Identifier: Apache-2.0
// One server and one browser for a test file. Every page is watched: an error in
// the console, an exception or a broken security policy fails the test.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { freePort, type Running, start } from "./process";

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** More flags of the command, of a server at an address. */
type Flags = (base: string) => string[];

/** Who sets a workspace up in tests. */
export const owner: Person = { name: "Ada Moreau", email: "ada@example.com", password: "wandering paths 42" };

export class Wend {
  readonly data = mkdtempSync(join(tmpdir(), "wend-e2e-"));
  private server: Running | undefined;
  private browser: Browser | undefined;
  private port = 0;
  private session: Awaited<ReturnType<BrowserContext["storageState"]>> | undefined;
  private contexts: BrowserContext[] = [];
  private faults: string[] = [];
  private tolerated: RegExp[] = [];
  private readonly command: "demo" | "serve";
  private readonly fresh: boolean;
  private readonly flags: Flags;

  constructor(command: "demo" | "serve", fresh = false, flags: Flags = () => []) {
    this.command = command;
    this.fresh = fresh;
    this.flags = flags;
  }

  get base(): string {
    return this.running.base;
  }

  get running(): Running {
    if (!this.server) throw new Error("wend is not running: use it inside a test");
    return this.server;
  }

  async begin(): Promise<void> {
    this.port = await freePort();
    this.server = await start(this.command, this.data, this.port, this.flags);
    this.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu"],
      headless: !process.env.HEADED,
    });
    if (this.command === "serve" && !this.fresh) await this.setUp();
  }

  /** Stops the server as a signal would and starts it again with the same data. */
  async restart(signal: NodeJS.Signals): Promise<void> {
    await this.running.stop(signal);
    this.server = await start(this.command, this.data, this.port, this.flags);
  }

  async end(): Promise<void> {
    await this.browser?.close();
    await this.server?.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** The one-time code of the first start, from what the server printed. */
  get setUpToken(): string {
    const token = /set-up\?token=([\w.~-]+)/.exec(this.running.output())?.[1];
    if (!token) throw new Error(`no set-up link in:\n${this.running.output()}`);
    return token;
  }

  /** Makes the owner without the screens: those have a test of their own, with a fresh server. */
  private async setUp(): Promise<void> {
    const context = await this.newContext({});
    const response = await context.request.post(`${this.base}/api/v1/setup`, {
      data: { token: this.setUpToken, workspace: "Outdoor shop", ...owner },
    });
    expect(response.ok(), await response.text()).toBe(true);
    this.session = await context.storageState();
  }

  private async newContext(options: {
    dark?: boolean;
    as?: "nobody";
    locale?: string;
    width?: number;
  }): Promise<BrowserContext> {
    if (!this.browser) throw new Error("no browser: use it inside a test");
    const context = await this.browser.newContext({
      viewport: { width: options.width ?? 1440, height: 900 },
      colorScheme: options.dark ? "dark" : "light",
      locale: options.locale ?? "en-GB",
      storageState: options.as === "nobody" ? undefined : this.session,
      reducedMotion: "reduce",
    });
    this.contexts.push(context);
    return context;
  }

  /** A page in a browser of its own, signed in (as: "nobody" is not), at a path. */
  async page(
    path = "/",
    options: { dark?: boolean; as?: "nobody"; locale?: string; width?: number } = {},
  ): Promise<Page> {
    const page = await (await this.newContext(options)).newPage();
    page.setDefaultTimeout(10_000);
    page.on("pageerror", (error) => this.faults.push(String(error.stack ?? error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(`${message.text()} (${message.location().url})`);
    });
    await page.goto(this.base + path);
    return page;
  }

  /** A request of the API with the session of a page. */
  async api(page: Page, method: string, path: string, data?: unknown): Promise<unknown> {
    const response = await page.request.fetch(`${this.base}/api/v1${path}`, { method, data });
    const text = await response.text();
    expect(response.ok(), `${method} ${path}: ${response.status()} ${text}`).toBe(true);
    return text ? JSON.parse(text) : undefined;
  }

  /** Errors in the console that this test provokes: tolerate(/409/). */
  tolerate(...patterns: RegExp[]): void {
    this.tolerated.push(...patterns);
  }

  async after(): Promise<void> {
    const faults = this.faults.filter((fault) => !this.tolerated.some((pattern) => pattern.test(fault)));
    [this.faults, this.tolerated] = [[], []];
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
    expect(faults, "errors in the browser").toEqual([]);
  }
}

function forFile(wend: Wend): Wend {
  beforeAll(() => wend.begin());
  afterEach(() => wend.after());
  afterAll(() => wend.end());
  return wend;
}

/** The demo: the outdoor shop, its customers and journeys; the visitor is signed in. */
export const demo = (): Wend => forFile(new Wend("demo"));
/** An empty workspace that `owner` has set up and is signed in to; flags are more of the command's. */
export const served = (flags?: Flags): Wend => forFile(new Wend("serve", false, flags));
/** A server that nobody has set up yet. */
export const fresh = (): Wend => forFile(new Wend("serve", true));
