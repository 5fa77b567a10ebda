// SPDX-License-Identifier: Apache-2.0
// What jsdom lacks and Mantine asks for.
import { vi } from "vitest";

if (typeof window !== "undefined") {
  window.matchMedia ??= vi.fn().mockImplementation((media: string) => ({
    matches: false,
    media,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  Element.prototype.scrollIntoView ??= () => {};
}
