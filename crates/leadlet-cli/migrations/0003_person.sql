-- Whose address `email` is: equal for the addresses that reach one mailbox (ann+guide@, ann@). Filled
-- by the program, for older rows too; NULL only where there is no address.
ALTER TABLE leads ADD COLUMN person TEXT;

CREATE INDEX leads_of_person ON leads (person, received_at, lead_id) WHERE person IS NOT NULL;

-- Nearly always empty: finds the rows of a file from before this form.
CREATE INDEX leads_without_person ON leads (lead_id) WHERE person IS NULL AND email IS NOT NULL;
