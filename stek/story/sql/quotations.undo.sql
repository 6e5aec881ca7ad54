drop policy refused_words on story_observation;
drop trigger a_quotation_shared on story_observation;
drop function stek.is_quoted_from_now_on();
drop trigger a_quotation on story_observation;
drop function stek.is_quoted();
drop function stek.quoted_readers(uuid, uuid, uuid);
drop function stek.first_readers(public.circle_circlemember, uuid);
drop function stek.quoted_from(uuid, uuid, uuid, uuid);
