// SPDX-License-Identifier: Apache-2.0
import postcss from "postcss";
import type { Plugin } from "vite";

// Mantine names its classes m_ and eight digits.
const theirs = /\.(m_[0-9a-f]{6,9})(?![\w-])/g;

/** The classes that a selector needs; what it only excludes does not count. */
export function classesOf(selector: string): string[] {
  return [...selector.replace(/:not\([^)]*\)/g, "").matchAll(theirs)].map((match) => match[1] as string);
}

/** The style sheet without rules for classes that no script mentions, in the same order. */
export function lean(css: string, scripts: string): string {
  const root = postcss.parse(css);
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((s) => classesOf(s).every((name) => scripts.includes(name)));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  root.walkAtRules((at) => {
    if (at.nodes?.length === 0) at.remove();
  });
  return root.toString();
}

/** Leaves the styles of components that nobody uses out of the build. */
export function leanStyles(): Plugin {
  return {
    name: "lean-styles",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const scripts = files.map((file) => (file.type === "chunk" ? file.code : "")).join("\n");
      for (const file of files) {
        if (file.type === "asset" && file.fileName.endsWith(".css"))
          file.source = lean(String(file.source), scripts);
      }
    },
  };
}
