// SPDX-License-Identifier: Apache-2.0

package convert

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// smileys by valence, -2 to +2.
var smileys = [5]string{
	"😡 🤬 😠 😭 😢 😩 😫 💀 👿 :'( >:(",
	"🙁 ☹️ ☹ 😕 😟 😞 😒 😔 😣 😖 😤 😰 😥 🥺 👎 :( :-( :-/",
	"😐 😑 😶 🤔 😬 🙄 :| :-|",
	"🙂 😊 😌 ☺️ ☺ 😉 👍 😀 :) :-) 🤗",
	"😃 😄 😁 😍 🤩 🥰 😆 🎉 ❤️ ❤ 💖 :D :-D 🥳",
}

// feelingWords by valence, in English, French and German, without accents.
// Longer phrases are tried first.
//
//nolint:misspell // German words are no misspelt English
var feelingWords = [5]string{
	"very unhappy|very negative|very frustrated|very dissatisfied|very bad|tres negatif|tres insatisfait|tres mecontent|tres mauvais|furious|angry|outraged|desperate|furieux|en colere|colere|desespere|awful|horrible|sehr unzufrieden|sehr unglucklich|sehr ungluecklich|sehr negativ|sehr schlecht|sehr frustriert|sehr verargert|sehr veraergert|wutend|wuetend|zornig|wut|verzweifelt|entsetzt|schrecklich|furchtbar|katastrophal|emport|empoert|tres frustre|tres decu|furieuse|horripile|--|++-",
	"unhappy|negative|frustrated|frustration|dissatisfied|annoyed|anxious|anxiety|worried|worry|confused|disappointed|stressed|bored|impatient|nervous|sad|overwhelmed|tired|bad|insecure|uncertain|lost|doubtful|concerned|negatif|insatisfait|mecontent|frustre|agace|anxieux|inquiet|inquietude|confus|decu|stresse|ennuye|nerveux|triste|perdu|fatigue|mauvais|incertain|unzufrieden|unglucklich|ungluecklich|negativ|frustriert|frust|verargert|veraergert|genervt|angstlich|aengstlich|angst|besorgt|sorge|sorgen|verwirrt|enttauscht|enttaeuscht|gestresst|gelangweilt|ungeduldig|nervos|nervoes|traurig|uberfordert|ueberfordert|mude|muede|schlecht|unsicher|verloren|skeptisch|irritiert|verunsichert|angespannt|insatisfaite|frustree|inquiete|decue|stressee|perdue|sceptique|-",
	"neutral|neutre|indifferent|okay|ok|calm|calme|mixed|mitige|moyen|neutrale|gleichgultig|gleichgueltig|ruhig|gemischt|mittel|mittelmassig|gelassen|unentschlossen|partage|+/-",
	"happy|positive|satisfied|pleased|interested|curious|hopeful|confident|relieved|reassured|good|glad|content|inspired|comfortable|motivated|optimistic|positif|satisfait|interesse|curieux|confiant|soulage|rassure|bien|bon|heureux|motive|optimiste|zufrieden|glucklich|gluecklich|froh|positiv|interessiert|neugierig|hoffnungsvoll|zuversichtlich|erleichtert|beruhigt|gut|inspiriert|motiviert|optimistisch|entspannt|sicher|vertrauen|gespannt|vorfreude|satisfaite|curieuse|rassuree|confiante|soulagee|interessee|heureuse|serein|sereine|+",
	"very happy|very positive|very satisfied|very good|tres positif|tres satisfait|tres content|tres heureux|tres bien|delighted|excited|enthusiastic|thrilled|joyful|joy|amazed|proud|love|great|excellent|enchante|ravi|excite|enthousiaste|joie|fier|emerveille|genial|sehr zufrieden|sehr glucklich|sehr gluecklich|sehr positiv|sehr gut|begeistert|begeisterung|uberglucklich|ueberglucklich|erfreut|freude|stolz|hervorragend|fantastisch|super|toll|grossartig|tres satisfaite|tres contente|ravie|enchantee|fiere|++",
}

// negations turn the words beside them round.
var negations = strings.Fields("not pas nicht kein keine wenig kaum")

// scale is the range of the numbers in a lane of feelings.
type scale struct{ low, high float64 }

// valence brings a number of the scale to -2..+2.
func (s scale) valence(x float64) int {
	middle, half := (s.low+s.high)/2, (s.high-s.low)/2
	return int(math.Round((x - middle) / half * 2))
}

func (s scale) String() string {
	return strconv.FormatFloat(s.low, 'g', -1, 64) + "…" + strconv.FormatFloat(s.high, 'g', -1, 64)
}

var (
	scaleHint  = regexp.MustCompile(`([-−+]?\d+)\s*(?:\.\.\.?|…|-|–|—|to|à|a|bis|/|;)\s*([-−+]?\d+)`)
	outOfHint  = regexp.MustCompile(`/\s*(\d+)`)
	bareNumber = regexp.MustCompile(`^\s*([-−+]?\d+(?:[.,]\d+)?)\s*(?:/\s*\d+)?\s*(?:[-–:(]?\s*(.*?)\)?)?$`)
)

// hinted reads the scale from a lane's heading: "Emotion (1–10)", "/5".
func hinted(heading string) (scale, bool) {
	if m := scaleHint.FindStringSubmatch(heading); m != nil {
		s := scale{number(m[1]), number(m[2])}
		return s, s.low < s.high
	}
	if m := outOfHint.FindStringSubmatch(heading); m != nil {
		return scale{1, number(m[1])}, number(m[1]) > 1
	}
	return scale{}, false
}

// number reads what a pattern has found to be one.
func number(s string) float64 {
	f, _ := strconv.ParseFloat(strings.NewReplacer("−", "-", ",", ".").Replace(s), 64)
	return f
}

// guessed takes the scale from the numbers themselves.
func guessed(values []float64) scale {
	if len(values) == 0 {
		return scale{-2, 2}
	}
	low, high := slices.Min(values), slices.Max(values)
	switch {
	case low < 0 || low == 0 && high <= 2:
		most := max(-low, high, 2)
		return scale{-most, most}
	case high > 10:
		return scale{0, 100}
	case high > 5 && low == 0:
		return scale{0, 10}
	case high > 5:
		return scale{1, 10}
	case low == 0:
		return scale{0, 5}
	}
	return scale{1, 5}
}

// leadingNumber reads a cell that begins with a number and says what else it
// holds.
func leadingNumber(cell string) (x float64, rest string, ok bool) {
	m := bareNumber.FindStringSubmatch(cell)
	if m == nil {
		return 0, "", false
	}
	return number(m[1]), strings.TrimSpace(m[2]), true
}

// worded reads a smiley or a word for a feeling.
func worded(cell string) (valence int, ok bool) {
	for i, list := range smileys {
		for _, s := range strings.Fields(list) {
			if strings.Contains(cell, s) {
				return i - 2, true
			}
		}
	}
	text := " " + strings.Join(strings.FieldsFunc(plain(cell), func(r rune) bool { return strings.ContainsRune(" ,.;:!?()/\n\"'", r) }), " ") + " "
	if slices.ContainsFunc(negations, func(w string) bool { return strings.Contains(text, " "+w+" ") }) {
		return 0, false // the words say the opposite of what they seem to
	}
	longest := 0
	for i, list := range feelingWords {
		for w := range strings.SplitSeq(list, "|") {
			if len(w) > longest && strings.Contains(text, " "+w+" ") {
				valence, ok, longest = i-2, true, len(w)
			}
		}
	}
	return valence, ok
}
