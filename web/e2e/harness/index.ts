// SPDX-License-Identifier: Apache-2.0
export { exported } from "./download";
export { Issuer } from "./issuer";
export { accessible, settled, shots } from "./look";
export { demo, fresh, owner, type Person, served, shop, Wend } from "./wend";
