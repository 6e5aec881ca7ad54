drop function stek.who_reads(uuid, text, uuid, boolean, uuid[], text[]);
