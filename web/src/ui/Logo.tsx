// SPDX-License-Identifier: Apache-2.0
/** The mark: a path that wends from one point to another. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" role="img" aria-label="Wend">
      <rect width="32" height="32" rx="8" fill="#2b4c9b" />
      <path
        d="M6 11c3 0 3 10 6.500 10S15.500 11 19 11s3.500 10 7 10"
        fill="none"
        stroke="#fff"
        strokeWidth="2.600"
        strokeLinecap="round"
      />
      <circle cx="6" cy="11" r="2.300" fill="#fff" />
      <circle cx="26" cy="21" r="2.300" fill="#fff" />
    </svg>
  );
}
