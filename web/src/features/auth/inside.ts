// SPDX-License-Identifier: Apache-2.0

/** Where to go after signing in: only a path of this site, never another one. */
export function inside(then: string | null): string {
  return then && /^\/(?![/\\])/.test(then) && !then.startsWith("/sign-in") ? then : "/";
}
