// SPDX-License-Identifier: Apache-2.0

package path

import "math/bits"

// Lengths of time are counted in buckets that grow with them: each length below
// 16 units has its own, longer ones share it with those that differ by an eighth
// at most.
const (
	bucketBits = 3
	ownBucket  = 2 << bucketBits
)

// bucketOf is the bucket of a length, which is not negative.
//
//	7 → 7, 15 → 15, 16 and 17 → 16, 18 → 17
func bucketOf[T uint32 | int64](v T) uint32 {
	e := uint(bits.Len64(uint64(v)|1<<bucketBits)) - 1 - bucketBits
	return uint32(e)<<bucketBits + uint32(uint64(v)>>(e&63))
}

// startOf is the least length in a bucket.
func startOf[T uint32 | int64](bucket uint32) T {
	if bucket < ownBucket {
		return T(bucket)
	}
	e := bucket>>bucketBits - 1
	return T(uint64(bucket-e<<bucketBits) << e)
}

// bucketsOf is how many buckets a layout needs, not a power of two: cells of
// neighbours would fall on the same lines of the cache.
func bucketsOf[T uint32 | int64]() int {
	if isWide[T]() {
		return 491
	}
	return 247
}

// isWide reports whether lengths have 64 bits.
func isWide[T uint32 | int64]() bool {
	t := T(0)
	return t-1 < t
}
