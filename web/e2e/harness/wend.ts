// SPDX-License-Identifier: Apache-2.0
// One server for a test file.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type Look, Pages } from "./pages";
import { freePort, type Running, start } from "./process";
import { shopInto } from "./shop";

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** More flags of the command, of a server at an address. */
type Flags = (base: string) => string[];

/** What a server begins with. */
interface Beginning {
  command: "demo" | "serve";
  /** What lies in its directory before it starts. */
  data?: (directory: string) => Promise<void>;
  /** Nobody has set it up. */
  fresh?: boolean;
  flags?: Flags;
}

/** Who sets a workspace up in tests. */
export const owner: Person = { name: "Ada Moreau", email: "ada@example.com", password: "wandering paths 42" };

export class Wend {
  readonly data = mkdtempSync(join(tmpdir(), "wend-e2e-"));
  private readonly pages = new Pages();
  private server: Running | undefined;
  private port = 0;
  private readonly beginning: Beginning;

  constructor(beginning: Beginning) {
    this.beginning = beginning;
  }

  get base(): string {
    return this.running.base;
  }

  get running(): Running {
    if (!this.server) throw new Error("wend is not running: use it inside a test");
    return this.server;
  }

  async begin(): Promise<void> {
    const { command, data, fresh } = this.beginning;
    await data?.(this.data);
    this.port = await freePort();
    this.server = await this.start();
    if (command === "serve" && !fresh) await this.setUp();
  }

  private start(): Promise<Running> {
    const { command, flags = () => [] } = this.beginning;
    return start(command, this.data, this.port, flags);
  }

  /** Stops the server as a signal would and starts it again with the same data. */
  async restart(signal: NodeJS.Signals): Promise<void> {
    await this.running.stop(signal);
    this.server = await this.start();
  }

  async end(): Promise<void> {
    await this.pages.close();
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
    const context = await this.pages.context({});
    const response = await context.request.post(`${this.base}/api/v1/setup`, {
      data: { token: this.setUpToken, workspace: "Outdoor shop", ...owner },
    });
    expect(response.ok(), await response.text()).toBe(true);
    this.pages.session = await context.storageState();
    await context.close();
  }

  /** A page in a browser of its own, signed in (as: "nobody" is not), at a path; without one nothing is loaded yet. */
  async page(path = "", look: Look = {}): Promise<Page> {
    const page = await this.pages.blank(look);
    if (path) await page.goto(this.base + path);
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
    this.pages.tolerate(...patterns);
  }

  after(failed: boolean): Promise<void> {
    return this.pages.after(failed, `${this.base}/healthz`);
  }
}

function forFile(beginning: Beginning): Wend {
  const wend = new Wend(beginning);
  beforeAll(() => wend.begin());
  afterEach(({ task }) => wend.after(task.result?.state === "fail"));
  afterAll(() => wend.end());
  return wend;
}

/** The demo, as its command starts it; the visitor is signed in. */
export const demo = (): Wend => forFile({ command: "demo" });
/** The demo's customers and journeys, the outdoor shop, in a workspace that `owner` has set up and is signed in to. */
export const shop = (): Wend => forFile({ command: "serve", data: shopInto });
/** An empty workspace that `owner` has set up and is signed in to; flags are more of the command's. */
export const served = (flags?: Flags): Wend => forFile({ command: "serve", flags });
/** A server that nobody has set up yet. */
export const fresh = (): Wend => forFile({ command: "serve", fresh: true });
