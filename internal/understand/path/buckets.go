// SPDX-License-Identifier: Apache-2.0

package path

import "math"

// Lengths of time are counted in buckets that grow with them: each length below
// 15 units has its own, longer ones share it with those that differ by an eighth
// at most. A bucket is the exponent and the first bits of a length as a
// floating-point number, to which machines turn it in no time.
const (
	bucketBits = 3
	ownBucket  = 4 << bucketBits   // buckets below are of one length each
	unusedBits = 23 - bucketBits   // of a float32
	bucketOf0  = 127 << bucketBits // its exponent is not counted
)

// bucketOf is the bucket of a length, which is not negative and less than the greatest
// number there is. One is added since
// zero has no exponent.
//
//	6 → 22, 7 → 24, 15 and 16 → 32, 17 and 18 → 33
func bucketOf[T uint32 | int64](v T) uint32 {
	return math.Float32bits(float32(int64(uint64(v)+1)))>>unusedBits - bucketOf0
}

// lengthIn is the length in a bucket that is of one length.
func lengthIn[T uint32 | int64](bucket uint32) T {
	return T(math.Float32frombits((bucket+bucketOf0)<<unusedBits)) - 1
}

// bucketsOf is how many buckets a layout needs, not a power of two: cells of
// neighbours would fall on the same lines of the cache.
func bucketsOf[T uint32 | int64]() int {
	if isWide[T]() {
		return 63<<bucketBits + 1
	}
	return 32<<bucketBits + 1
}

// isWide reports whether lengths have 64 bits.
func isWide[T uint32 | int64]() bool {
	t := T(0)
	return t-1 < t
}
