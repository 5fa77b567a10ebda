// SPDX-License-Identifier: Apache-2.0
// The pages of a test, in one browser for all files of a process. Every page is
// watched: an error in the console, an exception or a broken security policy fails
// the test.
import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

/** How a page is looked at: by whom, in which language, and how wide. */
export interface Look {
  dark?: boolean;
  as?: "nobody";
  locale?: string;
  width?: number;
}

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** The browser: without windows it takes half the time; where that is not packaged, the whole one. */
const chromiums = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

let browser: Promise<Browser> | undefined;

function launch(): Promise<Browser> {
  const headless = !process.env.HEADED;
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? (headless ? chromiums.find(existsSync) : chromiums.at(-1)),
    // Pages live for seconds: to optimise their code costs more than it gains.
    args: ["--no-sandbox", "--disable-gpu", "--js-flags=--no-turbofan --no-maglev"],
    headless,
  });
}

const usual = { width: 1440, height: 900 };

export class Pages {
  /** Who is signed in. */
  session: Session | undefined;
  private contexts: BrowserContext[] = [];
  /** The page of all tests that ask for nothing special: its code is compiled and its browser is warm. */
  private kept: Page | undefined;
  private taken = false;
  private faults: string[] = [];
  private tolerated: RegExp[] = [];

  /** A page that nothing is loaded in yet. All are new, but for the first of a test that looks as usual. */
  async blank(look: Look = {}): Promise<Page> {
    if (this.taken || Object.keys(look).length > 0) {
      const context = await this.context(look);
      this.contexts.push(context);
      return this.watched(context);
    }
    this.taken = true;
    this.kept ??= await this.watched(await this.context({}));
    return this.kept;
  }

  async context(look: Look): Promise<BrowserContext> {
    browser ??= launch();
    return (await browser).newContext({
      viewport: { ...usual, width: look.width ?? usual.width },
      colorScheme: look.dark ? "dark" : "light",
      locale: look.locale ?? "en-GB",
      storageState: look.as === "nobody" ? undefined : this.session,
      reducedMotion: "reduce",
    });
  }

  private async watched(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on("pageerror", (error) => this.faults.push(String(error.stack ?? error)));
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(`${message.text()} (${message.location().url})`);
    });
    return page;
  }

  /** Errors in the console that this test provokes. */
  tolerate(...patterns: RegExp[]): void {
    this.tolerated.push(...patterns);
  }

  /** Ends a test: its pages go, and what went wrong in them fails it. `rest` is where a page of this server shows nothing. */
  async after(failed: boolean, rest: string): Promise<void> {
    const faults = this.faults.filter((fault) => !this.tolerated.some((pattern) => pattern.test(fault)));
    await Promise.all(this.contexts.splice(0).map((context) => context.close()));
    if (this.taken && this.kept && (failed || !(await asNew(this.kept, rest)))) {
      await this.kept.context().close();
      this.kept = undefined;
    }
    this.taken = false;
    [this.faults, this.tolerated] = [[], []];
    expect(faults, "errors in the browser").toEqual([]);
  }

  async close(): Promise<void> {
    await Promise.all([...this.contexts.splice(0), this.kept?.context()].map((context) => context?.close()));
    this.kept = undefined;
  }
}

/** Makes a page as if it were new, but for its process, which is warm; says whether that is sure. */
async function asNew(page: Page, rest: string): Promise<boolean> {
  try {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.context().setOffline(false);
    await page.goto(rest);
    await page.evaluate(() => [localStorage, sessionStorage].map((storage) => storage.clear()));
    await page.emulateMedia({ media: null, colorScheme: "light", reducedMotion: "reduce" });
    await page.setViewportSize(usual);
    await page.mouse.move(0, 0);
    return true;
  } catch {
    return false;
  }
}
