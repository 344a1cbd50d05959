-- Keys that a network renews in a pair: whoever renews one says so first, so that of all processes only one uses up the
-- key that is good for one renewal. A mark whose time is over was left by a process that died.
ALTER TABLE channel_secret ADD COLUMN renewing_until bigint;

-- What an account may cost in a calendar month, in hundredths of the currency that its network asks for. Nothing leaves
-- for a network that costs money while it is 0.
ALTER TABLE channel ADD COLUMN monthly_cap bigint NOT NULL DEFAULT 0;
