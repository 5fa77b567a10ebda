// SPDX-License-Identifier: Apache-2.0

package load

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// The words by which the columns are known that say whose row it is, best first.
var (
	customerWords = words(
		`(customer|kunden?|kd)_?(unique_?)?(id|no|nr|num|number|nummer|key|ref|kennung)`,
		`(user|benutzer|nutzer|client|guest|gast|gäste|visitor|besucher|person|personen|member|mitglieds?|account|konto|patient|patienten|subscriber|passenger|contact|buyer|teilnehmer)_?(unique_?)?(id|no|nr|num|number|nummer|key|kennung)`,
		`(client|membre|compte|visiteur|utilisateur|voyageur|adhérent)_?(id|no|num|numéro|numero)`, `(id|no|n°|num|numéro|numero)_?(de_|du_|d')?(client|membre|compte|patient|visiteur|utilisateur|voyageur|adhérent|customer|user|guest|kunde)`,
		`case[:_ ]?(concept:name|id)`, `anonymous_?id`, `resp(ondent)?(_?(num|id|no))?`,
	)
	bareCustomerWords = words(
		`customer`, `user`, `kunde`, `kundin`, `guest`, `gast`, `client`, `cliente`, `member`, `mitglied`, `patient`, `patientin`, `visitor`, `besucher`, `nutzer`, `benutzer`,
		`membre`, `visiteur`, `utilisateur`, `passenger`, `account`, `konto`, `compte`, `e_?mail(_?(address|adresse|id))?`, `mail(_?adresse)?`, `courriel`,
	)
	caseWords = words(`session_?id`, `(order|booking|claim|ticket|parcel|reservation)_?(id|no|nr|number)`, `(bestell|buchungs?|auftrags?|reservierungs?|vorgangs?|fall)_?(id|nr|nummer)`, `number`, `id`)
	// Of things that several customers share.
	sharedWords = regexp.MustCompile(`(?i)(zip|plz|postal|code|product|produkt|item|artikel|sku|store|shop|branch|filial|room|zimmer|hotel|table|tisch|device|page|agent|staff|employee|mitarbeiter|campaign|phone|telefon)`)
	// Of what is unique by accident or not of the row.
	noRowWords = regexp.MustCompile(`(?i)(zip|plz|postal|post_?code|phone|tel|fax|session|mobile|handy|country|promo|coupon|product|item|sku)`)
	orderWords = regexp.MustCompile(`(?i)(order|booking|bestell|buchung|auftrag|reserv|rechnung|invoice|ticket|claim|case|vorgang|fall|commande|facture)`)
)

// whose is the column that says whose row it is, nil where none does. An id that
// no other row has names the row, not who came: where another id comes again,
// that one may.
func (t *looked) whose() *guess {
	for _, c := range []*guess{t.known(customerWords, isText), t.known(bareCustomerWords, namesMany)} {
		if c != nil {
			return c
		}
	}
	c := t.known(caseWords, isText)
	if c != nil && c.distinct == len(c.values) && len(t.perhapsWhose()) > 0 {
		return nil
	}
	return c
}

func isText(c *guess) bool { return anything(c) && !c.boolean && !isTime(c) }

// namesMany tells customers from a yes or no, a head count and a handful of kinds.
// A customer may well have hundreds of rows.
func namesMany(c *guess) bool {
	return isText(c) && (len(c.values) < 50 || c.distinct > 12)
}

// perhapsWhose lists columns with ids that come again, best first.
func (t *looked) perhapsWhose() (out []*guess) {
	for i := range t.columns {
		c := &t.columns[i]
		if isText(c) && !c.list && !c.taken && isIdentifier(c) && !sharedWords.MatchString(c.name) && c.distinct > 1 && c.distinct < len(c.values) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b *guess) int { return b.distinct - a.distinct })
	return out
}

// customer writes whose row it is. otherwise is proposed where no column tells.
func (t *looked) customer(b *strings.Builder, s *Suggestion, otherwise string) {
	c := t.whose()
	switch {
	case c != nil:
		c.taken, t.own = true, c
		line(b, "customer", scalar(c.name), fmt.Sprintf("%d different in %d rows, as in %s", c.distinct, t.rows, c.values[0]))
	case otherwise != "":
		line(b, "customer", otherwise, "no column tells, so each row is a customer of its own")
	default:
		comment := "whose row it is"
		var names []string
		for _, c := range t.perhapsWhose() {
			names = append(names, fmt.Sprintf("%s (%d different in %d rows)", c.name, c.distinct, t.rows))
		}
		if len(names) > 0 {
			comment += "; perhaps " + strings.Join(names[:min(3, len(names))], " or ")
		}
		line(b, "customer", "CHOOSE-A-COLUMN", comment)
		s.hint("no-customer", t.called()+": no column looks like a customer; name one", "table", t.called())
	}
}

// rowID is the column that identifies the row: unique, and called so. By it a
// corrected row is told from a new one.
func (t *looked) rowID() *guess {
	unique := func(c *guess) bool {
		return anything(c) && c.distinct == len(c.values) && 20*len(c.values) >= 19*t.rows && !isTime(c) && !c.list
	}
	if c := t.known(idWords, unique); c != nil {
		return c
	}
	var best *guess
	for i := range t.columns {
		c := &t.columns[i]
		if !unique(c) || !isIdentifier(c) || noRowWords.MatchString(c.name) || namesCustomer(c.name) || c.name == "#" {
			continue
		}
		if best == nil || orderWords.MatchString(c.name) && !orderWords.MatchString(best.name) {
			best = c
		}
	}
	return best
}

// namesCustomer reports whether a column of this name holds customers: unique
// only as long as nobody comes again.
func namesCustomer(name string) bool {
	one := &looked{columns: []guess{{name: name}}}
	always := func(*guess) bool { return true }
	return one.known(customerWords, always) != nil || one.known(bareCustomerWords, always) != nil
}

// constant reports whether a column says few different things and the same of a
// customer in every one of the customer's rows, in enough of them to tell.
func (t *looked) constant(c, customer *guess) bool {
	if customer == nil || c.number || isTime(c) || c.list || c.distinct < 2 || c.distinct > 20 || 2*len(c.values) < t.rows {
		return false
	}
	of := make(map[int]string, len(customer.rows))
	for i, row := range customer.rows {
		of[row] = customer.values[i]
	}
	says, again := map[string]string{}, map[string]bool{}
	for i, row := range c.rows {
		who := of[row]
		if said, before := says[who]; before && said != c.values[i] {
			return false
		} else if before {
			again[who] = true
		}
		says[who] = c.values[i]
	}
	return len(again) >= 20
}
