-- Why a lead is not what its flow makes of its answers, a sentence a line; null where it is, or where
-- the config is not known.
ALTER TABLE leads ADD COLUMN doubts TEXT;
