// SPDX-License-Identifier: Apache-2.0
/** Imports that were started here: whoever started one need not be told that events came. */
export const ownImports = new Set<string>();
