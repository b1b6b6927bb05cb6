BEGIN TRANSACTION;
CREATE TABLE agency (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	name JSON NOT NULL, 
	title JSON NOT NULL, 
	icon VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_agency PRIMARY KEY (id), 
	CONSTRAINT uq_agency_code UNIQUE (code)
);
INSERT INTO "agency" VALUES(1,'DUKCAPIL','{"id": "Disdukcapil"}','{"id": "Disdukcapil"}','i-id',0,1);
INSERT INTO "agency" VALUES(2,'IMIGRASI','{"id": "Imigrasi"}','{"id": "Imigrasi"}','i-id',1,1);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE booking (
	id INTEGER NOT NULL, 
	code VARCHAR(12) NOT NULL, 
	service_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	slot DATETIME NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	priority VARCHAR(32), 
	language VARCHAR(8) NOT NULL, 
	ticket_id INTEGER, 
	actor VARCHAR(80) NOT NULL, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_booking PRIMARY KEY (id), 
	CONSTRAINT fk_booking_service_id FOREIGN KEY(service_id) REFERENCES service (id), 
	CONSTRAINT fk_booking_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT uq_booking_code UNIQUE (code)
);
CREATE TABLE changed_hours (
	id INTEGER NOT NULL, 
	service_id INTEGER, 
	kind VARCHAR(8) NOT NULL, 
	from_at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	tickets JSON, 
	service JSON, 
	quota INTEGER, 
	reason VARCHAR(120) NOT NULL, 
	actor VARCHAR(80) NOT NULL, 
	created_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	ended_by VARCHAR(80) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_changed_hours PRIMARY KEY (id), 
	CONSTRAINT fk_changed_hours_service_id FOREIGN KEY(service_id) REFERENCES service (id)
);
INSERT INTO "changed_hours" VALUES(1,NULL,'closed','2026-11-24 02:00:00.000000','2026-11-25 05:00:00.000000','null','null',NULL,'Pemadaman','staff:budi','2026-11-23 03:09:04.000000',NULL,'');
CREATE TABLE counter (
	id INTEGER NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	name JSON NOT NULL, 
	spoken JSON NOT NULL, 
	zone_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, priority_only BOOLEAN DEFAULT 0 NOT NULL, breaks JSON, 
	CONSTRAINT pk_counter PRIMARY KEY (id), 
	CONSTRAINT fk_counter_zone_id FOREIGN KEY(zone_id) REFERENCES zone (id), 
	CONSTRAINT uq_counter_code UNIQUE (code)
);
INSERT INTO "counter" VALUES(1,'1','{"id": "Loket 1"}','{"id": "loket satu"}',1,0,1,0,'{}');
INSERT INTO "counter" VALUES(2,'2','{"id": "Loket 2"}','{}',1,1,1,0,'{}');
INSERT INTO "counter" VALUES(3,'8','{"id": "Loket 8"}','{}',2,2,1,0,'{}');
CREATE TABLE counter_service (
	counter_id INTEGER NOT NULL, 
	service_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, helps BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_counter_service PRIMARY KEY (counter_id, service_id), 
	CONSTRAINT fk_counter_service_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT fk_counter_service_service_id FOREIGN KEY(service_id) REFERENCES service (id)
);
INSERT INTO "counter_service" VALUES(1,1,0,0);
INSERT INTO "counter_service" VALUES(1,2,1,0);
INSERT INTO "counter_service" VALUES(2,1,0,0);
INSERT INTO "counter_service" VALUES(3,3,0,0);
CREATE TABLE desk (
	counter_id INTEGER NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	reason VARCHAR(80) NOT NULL, 
	since DATETIME NOT NULL, 
	staff VARCHAR(80) NOT NULL, services JSON, 
	CONSTRAINT pk_desk PRIMARY KEY (counter_id), 
	CONSTRAINT fk_desk_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id)
);
INSERT INTO "desk" VALUES(1,'open','','2026-11-23 03:00:00.000000','ani','null');
INSERT INTO "desk" VALUES(2,'open','','2026-11-23 03:00:00.000000','ani','null');
INSERT INTO "desk" VALUES(3,'open','','2026-11-23 03:00:00.000000','ani','null');
CREATE TABLE device (
	id INTEGER NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_device PRIMARY KEY (id), 
	CONSTRAINT uq_device_role_name UNIQUE (role, name), 
	CONSTRAINT uq_device_token_hash UNIQUE (token_hash)
);
INSERT INTO "device" VALUES(1,'kiosk-1','kiosk','4ce18b8e0dfbf7c75ad74c78c2380ec3d9a044389249573453b4b11463574c29','2026-11-22 13:01:30.182592',NULL);
INSERT INTO "device" VALUES(2,'kiosk-2','kiosk','56212882db395d8993fdcabacd479c43a8807484ab52dfcdfc384a1bd298199f','2026-11-22 13:01:30.182592',NULL);
INSERT INTO "device" VALUES(3,'lobby','display','8a1c96b5fabd65483fd1814d35b40fdbaefe1e0817c35cf5292a574b03997745','2026-11-22 13:01:30.182592',NULL);
INSERT INTO "device" VALUES(4,'hallway','display','3a60120e9e6a3cb3695a30df40885f7496e1f3d244ccab45f63ad4d9301264d8','2026-11-22 13:01:30.182592',NULL);
INSERT INTO "device" VALUES(5,'upstairs','display','a3a153891506e246fb2fbbfc8e13f261cc7e0812650e5e6d6d03cf4f84d05178','2026-11-22 13:01:30.182592',NULL);
INSERT INTO "device" VALUES(6,'paper-1','printer','0a556ba0ae39f419ab0e640d5cd58d6552fce0c7cffcbbbe72bfb390b30202e4','2026-11-22 13:01:30.182592',NULL);
INSERT INTO "device" VALUES(7,'announcer','announcer','6e18d10f65357bba6efc36881e033897d9bf139a5da523a813a82be8b0d4d0ec','2026-11-22 13:01:30.182592',NULL);
INSERT INTO "device" VALUES(8,'owner','owner','824f2e4360571f17215d10bd27cfb1fbebd84a42b5cd114c589fa5cb438cd248','2026-11-22 13:01:30.182592',NULL);
INSERT INTO "device" VALUES(9,'simpeg','program','daeb4fce42de352ecb711bea7deb7b30731baeaef6eb2cd7811405550dc21a1f','2026-11-23 03:00:00.000000',NULL);
CREATE TABLE holiday (
	day VARCHAR(10) NOT NULL, 
	name JSON NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	actor VARCHAR(80) NOT NULL, 
	changed_at DATETIME NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_holiday PRIMARY KEY (day)
);
CREATE TABLE journal (
	seq INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	ticket_id INTEGER, 
	counter_id INTEGER, 
	actor VARCHAR(80) NOT NULL, 
	data JSON NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (seq)
);
INSERT INTO "journal" VALUES(1,'2026-11-22 13:01:30.038214','hall_changed',NULL,NULL,'system','{"changes": ["site: absent -> present", "hours: absent -> {''always'': True}", "rules: absent -> {}", "zones: absent -> [{''code'': ''A'', ''name'': {''id'': ''Lantai 1''}}, {''code'': ''B'', ''name'': {''id'': ''Lantai 2''}}]", "agencies: absent -> [{''code'': ''DUKCAPIL'', ''name'': {''id'': ''Disdukcapil''}, ''title'': {''id'': ''Disdukcapil''}, ''icon'': ''i-id''}, {''code'': ''IMIGRASI'', ''name'': {''id'': ''Imigrasi''}, ''title'': {''id'': ''Imigrasi''}, ''icon'': ''i-id''}]", "services: absent -> [{''code'': ''KTP'', ''prefix'': ''A'', ''agency'': ''DUKCAPIL'', ''zone'': ''A'', ''name'': {''id'': ''KTP-el'', ''en'': ''ID card''}, ''short'': {''id'': ''KTP-el'', ''en'': ''ID card''}, ''requirements'': {''id'': [''KK asli'']}, ''target_wait_s'': 1800, ''service_s'': 480, ''quota'': None, ''quotas'': {}, ''popular'': False, ''spoken'': {}, ''phrase'': {}, ''hours'': {}}, {''code'': ''KK'', ''prefix'': ''A'', ''agency'': ''DUKCAPIL'', ''zone'': ''A'', ''name'': {''id'': ''Kartu Keluarga''}, ''short'': {''id'': ''Kartu Keluarga''}, ''requirements'': {}, ''target_wait_s'': 1800, ''service_s'': 480, ''quota'': 3, ''quotas'': {}, ''popular'': False, ''spoken'': {}, ''phrase'': {}, ''hours'': {}}, {''code'': ''PASPOR'', ''prefix'': ''F'', ''agency'': ''IMIGRASI'', ''zone'': ''B'', ''name'': {''id'': ''Paspor''}, ''short'': {''id'': ''Paspor''}, ''requirements'': {}, ''target_wait_s'': 1800, ''service_s'': 480, ''quota'': None, ''quotas'': {}, ''popular'': False, ''spoken'': {}, ''phrase'': {}, ''hours'': {}}]", "priorities: absent -> [{''code'': ''lansia'', ''name'': {''id'': ''Lansia''}, ''note'': {}, ''icon'': ''p-lansia'', ''head_start_s'': 900}]", "counters: absent -> [{''code'': ''1'', ''name'': {''id'': ''Loket 1''}, ''spoken'': {''id'': ''loket satu''}, ''zone'': ''A'', ''services'': [''KTP'', ''KK''], ''helps'': [], ''priority_only'': False, ''breaks'': {}}, {''code'': ''2'', ''name'': {''id'': ''Loket 2''}, ''spoken'': {}, ''zone'': ''A'', ''services'': [''KTP''], ''helps'': [], ''priority_only'': False, ''breaks'': {}}, {''code'': ''8'', ''name'': {''id'': ''Loket 8''}, ''spoken'': {}, ''zone'': ''B'', ''services'': [''PASPOR''], ''helps'': [], ''priority_only'': False, ''breaks'': {}}]"]}');
INSERT INTO "journal" VALUES(2,'2026-11-22 13:01:30.182592','staff_changed',NULL,NULL,'system','{"name": "admin", "role": "admin", "change": "added"}');
INSERT INTO "journal" VALUES(3,'2026-11-23 03:00:00.000000','staff_changed',NULL,NULL,'system','{"name": "ani", "role": "staff", "change": "added"}');
INSERT INTO "journal" VALUES(4,'2026-11-23 03:00:00.000000','staff_changed',NULL,NULL,'system','{"name": "budi", "role": "supervisor", "change": "added"}');
INSERT INTO "journal" VALUES(5,'2026-11-23 03:00:00.000000','staff_changed',NULL,NULL,'system','{"name": "citra", "role": "admin", "change": "added"}');
INSERT INTO "journal" VALUES(6,'2026-11-23 03:00:00.000000','device_changed',NULL,NULL,'system','{"name": "simpeg", "role": "program", "change": "added"}');
INSERT INTO "journal" VALUES(7,'2026-11-23 03:00:00.000000','counter_opened',NULL,1,'staff:ani','{"counter": "1", "reason": ""}');
INSERT INTO "journal" VALUES(8,'2026-11-23 03:00:00.000000','counter_opened',NULL,2,'staff:ani','{"counter": "2", "reason": ""}');
INSERT INTO "journal" VALUES(9,'2026-11-23 03:00:00.000000','counter_opened',NULL,3,'staff:ani','{"counter": "8", "reason": ""}');
INSERT INTO "journal" VALUES(10,'2026-11-23 03:00:00.000000','ticket_issued',1,NULL,'kiosk:kiosk-1','{"number": "A001", "service": "KTP", "channel": "walk_in", "print_job": 1, "printer": "paper-1", "v": "2026-11-23T03:00:00+00:00"}');
INSERT INTO "journal" VALUES(11,'2026-11-23 03:00:00.000000','ticket_issued',2,NULL,'kiosk:kiosk-1','{"number": "A002", "service": "KTP", "channel": "walk_in", "print_job": 2, "printer": "paper-1", "v": "2026-11-23T03:00:00+00:00"}');
INSERT INTO "journal" VALUES(12,'2026-11-23 03:00:00.000000','ticket_issued',3,NULL,'kiosk:kiosk-1','{"number": "A003", "service": "KTP", "channel": "walk_in", "print_job": 3, "printer": "paper-1", "v": "2026-11-23T03:00:00+00:00"}');
INSERT INTO "journal" VALUES(13,'2026-11-23 03:00:00.000000','ticket_issued',4,NULL,'kiosk:kiosk-1','{"number": "A004", "service": "KTP", "channel": "walk_in", "print_job": 4, "printer": "paper-1", "v": "2026-11-23T03:00:00+00:00"}');
INSERT INTO "journal" VALUES(14,'2026-11-23 03:00:00.000000','ticket_issued',5,NULL,'kiosk:kiosk-1','{"number": "A005", "service": "KTP", "channel": "priority", "print_job": 5, "printer": "paper-1", "v": "2026-11-23T02:45:00+00:00"}');
INSERT INTO "journal" VALUES(15,'2026-11-23 03:00:00.000000','ticket_issued',6,NULL,'kiosk:kiosk-1','{"number": "F001", "service": "PASPOR", "channel": "walk_in", "print_job": 6, "printer": "paper-1", "v": "2026-11-23T03:00:00+00:00"}');
INSERT INTO "journal" VALUES(16,'2026-11-23 03:00:00.000000','ticket_issued',7,NULL,'kiosk:kiosk-1','{"number": "F002", "service": "PASPOR", "channel": "walk_in", "print_job": 7, "printer": "paper-1", "v": "2026-11-23T03:00:00+00:00"}');
INSERT INTO "journal" VALUES(17,'2026-11-23 03:00:00.000000','ticket_issued',8,NULL,'kiosk:kiosk-1','{"number": "F003", "service": "PASPOR", "channel": "walk_in", "print_job": 8, "printer": "paper-1", "v": "2026-11-23T03:00:00+00:00"}');
INSERT INTO "journal" VALUES(18,'2026-11-23 03:00:00.000000','ticket_issued',9,NULL,'kiosk:kiosk-1','{"number": "A006", "service": "KK", "channel": "walk_in", "print_job": 9, "printer": "paper-1", "v": "2026-11-23T03:00:00+00:00"}');
INSERT INTO "journal" VALUES(19,'2026-11-23 03:00:00.000000','print_changed',1,NULL,'printer:paper-1','{"job": 1, "printer": "paper-1", "state": "offered", "why": "", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(20,'2026-11-23 03:00:02.000000','print_changed',1,NULL,'printer:paper-1','{"job": 1, "printer": "paper-1", "state": "sending", "why": "", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(21,'2026-11-23 03:00:02.000000','print_changed',1,NULL,'printer:paper-1','{"job": 1, "printer": "paper-1", "state": "printed", "why": "", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(22,'2026-11-23 03:00:02.000000','print_changed',2,NULL,'printer:paper-1','{"job": 2, "printer": "paper-1", "state": "offered", "why": "", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(23,'2026-11-23 03:00:04.000000','print_changed',2,NULL,'printer:paper-1','{"job": 2, "printer": "paper-1", "state": "sending", "why": "", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(24,'2026-11-23 03:00:04.000000','print_changed',2,NULL,'printer:paper-1','{"job": 2, "printer": "paper-1", "state": "unknown", "why": "", "asked": "kiosk:kiosk-1", "number": "A002"}');
INSERT INTO "journal" VALUES(25,'2026-11-23 03:02:04.000000','ticket_called',5,1,'staff:ani','{"number": "A005", "prefix": "A", "counter": "1", "service": "KTP", "reason": "Lansia, dihitung 09.45; 17 dari 30 menit yang dijanjikan terpakai; sebelum A006 (dihitung 10.00)", "why": {"rule": "order", "v": "2026-11-23T02:45:00+00:00", "used": 0.569, "target_min": 30.0, "over": "A006", "over_v": "2026-11-23T03:00:00+00:00"}}');
INSERT INTO "journal" VALUES(26,'2026-11-23 03:02:04.000000','ticket_called',6,3,'staff:ani','{"number": "F001", "prefix": "F", "counter": "8", "service": "PASPOR", "reason": "Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai", "why": {"rule": "order", "v": "2026-11-23T03:00:00+00:00", "used": 0.069, "target_min": 30.0, "over": null, "over_v": null}}');
INSERT INTO "journal" VALUES(27,'2026-11-23 03:02:04.000000','ticket_called',1,2,'staff:ani','{"number": "A001", "prefix": "A", "counter": "2", "service": "KTP", "reason": "Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai", "why": {"rule": "order", "v": "2026-11-23T03:00:00+00:00", "used": 0.069, "target_min": 30.0, "over": null, "over_v": null}}');
INSERT INTO "journal" VALUES(28,'2026-11-23 03:03:04.000000','ticket_started',5,1,'staff:ani','{"number": "A005", "prefix": "A", "counter": "1", "service": "KTP"}');
INSERT INTO "journal" VALUES(29,'2026-11-23 03:03:04.000000','ticket_recalled',6,3,'staff:ani','{"number": "F001", "prefix": "F", "counter": "8", "service": "PASPOR", "calls": 2}');
INSERT INTO "journal" VALUES(30,'2026-11-23 03:08:04.000000','ticket_finished',5,1,'staff:ani','{"number": "A005", "prefix": "A", "counter": "1", "service": "KTP"}');
INSERT INTO "journal" VALUES(31,'2026-11-23 03:08:04.000000','ticket_skipped',6,3,'staff:ani','{"number": "F001", "prefix": "F", "counter": "8", "service": "PASPOR", "calls": 2, "misses": 1}');
INSERT INTO "journal" VALUES(32,'2026-11-23 03:08:04.000000','ticket_started',1,2,'staff:ani','{"number": "A001", "prefix": "A", "counter": "2", "service": "KTP"}');
INSERT INTO "journal" VALUES(33,'2026-11-23 03:08:04.000000','ticket_held',1,2,'staff:ani','{"number": "A001", "prefix": "A", "counter": "2", "service": "KTP", "until": "2026-11-23T03:38:04+00:00"}');
INSERT INTO "journal" VALUES(34,'2026-11-23 03:09:04.000000','ticket_called',2,1,'staff:ani','{"number": "A002", "prefix": "A", "counter": "1", "service": "KTP", "reason": "Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai; sebelum A006 (dihitung 10.00)", "why": {"rule": "order", "v": "2026-11-23T03:00:00+00:00", "used": 0.302, "target_min": 30.0, "over": "A006", "over_v": "2026-11-23T03:00:00+00:00"}}');
INSERT INTO "journal" VALUES(35,'2026-11-23 03:09:04.000000','ticket_started',2,1,'staff:ani','{"number": "A002", "prefix": "A", "counter": "1", "service": "KTP"}');
INSERT INTO "journal" VALUES(36,'2026-11-23 03:09:04.000000','ticket_transferred',2,1,'staff:ani','{"number": "A002", "prefix": "A", "counter": "1", "service": "PASPOR", "left": "KTP"}');
INSERT INTO "journal" VALUES(37,'2026-11-23 03:09:04.000000','ticket_called',7,3,'staff:ani','{"number": "F002", "prefix": "F", "counter": "8", "service": "PASPOR", "reason": "Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai", "why": {"rule": "order", "v": "2026-11-23T03:00:00+00:00", "used": 0.302, "target_min": 30.0, "over": null, "over_v": null}}');
INSERT INTO "journal" VALUES(38,'2026-11-23 03:09:04.000000','ticket_cancelled',9,NULL,'staff:ani','{"number": "A006", "service": "KK", "reason": "pulang"}');
INSERT INTO "journal" VALUES(39,'2026-11-23 03:09:04.000000','print_changed',9,NULL,'printer:paper-1','{"job": 9, "printer": "paper-1", "state": "cancelled", "why": "given_up", "asked": "kiosk:kiosk-1"}');
INSERT INTO "journal" VALUES(40,'2026-11-23 03:09:04.000000','media_changed',NULL,NULL,'staff:citra','{"version": 1, "id": 1, "what": "added", "name": "Tutup jam 12"}');
INSERT INTO "journal" VALUES(41,'2026-11-23 03:09:04.000000','call_spoken',NULL,NULL,'system','{"call": 34, "zone": "A", "number": "A002", "counter": "1", "state": "withdrawn", "why": "waiting", "silent": false, "well": false}');
INSERT INTO "journal" VALUES(42,'2026-11-23 03:09:04.000000','ticket_issued',10,NULL,'kiosk:kiosk-1','{"number": "A007", "service": "KTP", "channel": "walk_in", "print_job": 10, "printer": "paper-1", "v": "2026-11-23T03:09:04+00:00", "also": ["PASPOR"]}');
INSERT INTO "journal" VALUES(43,'2026-11-23 03:09:04.000000','ticket_called',3,2,'staff:ani','{"number": "A003", "prefix": "A", "counter": "2", "service": "KTP", "reason": "Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai", "why": {"rule": "order", "v": "2026-11-23T03:00:00+00:00", "used": 0.302, "target_min": 30.0, "over": null, "over_v": null}}');
INSERT INTO "journal" VALUES(44,'2026-11-23 03:09:04.000000','ticket_undone',3,2,'staff:ani','{"number": "A003", "counter": "2", "service": "KTP", "undone": "ticket_called"}');
INSERT INTO "journal" VALUES(45,'2026-11-23 03:09:04.000000','ticket_issued',11,NULL,'staff:ani','{"number": "Z020", "service": "KTP", "channel": "roll", "print_job": null, "printer": null}');
INSERT INTO "journal" VALUES(46,'2026-11-23 03:09:04.000000','ticket_issued',12,NULL,'staff:ani','{"number": "Z021", "service": "KTP", "channel": "roll", "print_job": null, "printer": null}');
INSERT INTO "journal" VALUES(47,'2026-11-23 03:09:04.000000','hours_changed',NULL,NULL,'staff:budi','{"what": "closed", "id": 1, "service": null, "start": "2026-11-24T02:00:00.000Z", "until": "2026-11-25T05:00:00.000Z", "reason": "Pemadaman", "tickets": null, "service_hours": null, "quota": null}');
CREATE TABLE journal_head (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	epoch VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_journal_head PRIMARY KEY (id)
);
INSERT INTO "journal_head" VALUES(1,47,'6a73dbde63634bb4');
CREATE TABLE leg (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	service_id INTEGER NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	counter_id INTEGER, 
	waiting_since DATETIME, 
	called_at DATETIME, 
	served_at DATETIME, 
	ended_at DATETIME, 
	calls INTEGER NOT NULL, 
	result VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_leg PRIMARY KEY (id), 
	CONSTRAINT fk_leg_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT fk_leg_service_id FOREIGN KEY(service_id) REFERENCES service (id), 
	CONSTRAINT fk_leg_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id), 
	CONSTRAINT uq_leg_ticket_id_position UNIQUE (ticket_id, position)
);
INSERT INTO "leg" VALUES(1,2,0,'2026-11-23',1,'left',1,'2026-11-23 03:00:00.000000','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000',1,'');
INSERT INTO "leg" VALUES(2,10,0,'2026-11-23',1,'now',NULL,NULL,NULL,NULL,NULL,0,'');
INSERT INTO "leg" VALUES(3,10,1,'2026-11-23',3,'planned',NULL,NULL,NULL,NULL,NULL,0,'');
CREATE TABLE media (
	id INTEGER NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	file VARCHAR(80), 
	type VARCHAR(40) NOT NULL, 
	bytes INTEGER NOT NULL, 
	width INTEGER, 
	height INTEGER, 
	seconds INTEGER, 
	text JSON NOT NULL, 
	zones JSON NOT NULL, 
	from_day VARCHAR(10), 
	until_day VARCHAR(10), 
	enabled BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	actor VARCHAR(80) NOT NULL, 
	CONSTRAINT pk_media PRIMARY KEY (id)
);
INSERT INTO "media" VALUES(1,'text','Tutup jam 12',NULL,'text/plain',12,NULL,NULL,NULL,'{"id": "Tutup jam 12"}','[]',NULL,NULL,1,0,'2026-11-23 03:09:04.000000','staff:citra');
CREATE TABLE number_series (
	day VARCHAR(10) NOT NULL, 
	prefix VARCHAR(3) NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_number_series PRIMARY KEY (day, prefix)
);
INSERT INTO "number_series" VALUES('2026-11-23','A',7);
INSERT INTO "number_series" VALUES('2026-11-23','F',3);
INSERT INTO "number_series" VALUES('2026-11-23','Z',21);
CREATE TABLE pairing (
	id INTEGER NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	secret_hash VARCHAR(64) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	wish VARCHAR(64) NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	name VARCHAR(64), 
	confirmed_by VARCHAR(80) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_pairing PRIMARY KEY (id), 
	CONSTRAINT uq_pairing_code_hash UNIQUE (code_hash), 
	CONSTRAINT uq_pairing_secret_hash UNIQUE (secret_hash)
);
CREATE TABLE play (
	call_seq INTEGER NOT NULL, 
	zone VARCHAR(32) NOT NULL, 
	number VARCHAR(8) NOT NULL, 
	counter VARCHAR(16) NOT NULL, 
	speaker VARCHAR(80) NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	at DATETIME NOT NULL, 
	started_at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	ended_at DATETIME, 
	why VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_play PRIMARY KEY (call_seq)
);
INSERT INTO "play" VALUES(34,'A','A002','1','','withdrawn','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','waiting');
CREATE TABLE prediction (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	service_id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	made_at DATETIME NOT NULL, 
	model VARCHAR(16) NOT NULL, 
	ahead INTEGER NOT NULL, 
	q10 DATETIME NOT NULL, 
	q50 DATETIME NOT NULL, 
	q90 DATETIME NOT NULL, 
	told_from DATETIME NOT NULL, 
	told_until DATETIME NOT NULL, 
	called_at DATETIME, 
	hit BOOLEAN, 
	CONSTRAINT pk_prediction PRIMARY KEY (id), 
	CONSTRAINT fk_prediction_service_id FOREIGN KEY(service_id) REFERENCES service (id), 
	CONSTRAINT fk_prediction_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id)
);
CREATE TABLE print_job (
	id INTEGER NOT NULL, 
	ticket_id INTEGER NOT NULL, 
	printer VARCHAR(64) NOT NULL, 
	copy_no INTEGER NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	offered_at DATETIME, 
	sending_at DATETIME, 
	done_at DATETIME, 
	tries INTEGER NOT NULL, 
	why VARCHAR(200) NOT NULL, 
	paper_mm INTEGER, 
	ahead INTEGER, 
	estimate JSON, actor VARCHAR(80) DEFAULT '' NOT NULL, reason VARCHAR(120) DEFAULT '' NOT NULL, handled_by VARCHAR(80) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_print_job PRIMARY KEY (id), 
	CONSTRAINT fk_print_job_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id)
);
INSERT INTO "print_job" VALUES(1,1,'paper-1',0,'printed','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:02.000000','2026-11-23 03:00:02.000000',0,'',100,0,'null','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(2,2,'paper-1',0,'unknown','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000','2026-11-23 03:00:02.000000','2026-11-23 03:00:04.000000','2026-11-23 03:00:04.000000',0,'',100,1,'null','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(3,3,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,2,'null','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(4,4,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,3,'null','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(5,5,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,0,'null','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(6,6,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,0,'null','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(7,7,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,1,'null','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(8,8,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,2,'null','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(9,9,'paper-1',0,'cancelled','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,'2026-11-23 03:09:04.000000',0,'given_up',NULL,0,'null','kiosk:kiosk-1','','');
INSERT INTO "print_job" VALUES(10,10,'paper-1',0,'queued','2026-11-23 03:09:04.000000','2026-11-23 03:10:34.000000',NULL,NULL,NULL,0,'',NULL,2,'null','kiosk:kiosk-1','','');
CREATE TABLE printer (
	name VARCHAR(64) NOT NULL, 
	agent BOOLEAN NOT NULL, 
	causes JSON NOT NULL, 
	near_end BOOLEAN, 
	used_mm INTEGER NOT NULL, 
	used_tickets INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_printer PRIMARY KEY (name)
);
INSERT INTO "printer" VALUES('paper-1',1,'[]',NULL,200,2,'2026-11-23 03:00:02.000000');
CREATE TABLE priority (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	name JSON NOT NULL, 
	note JSON NOT NULL, 
	icon VARCHAR(32) NOT NULL, 
	head_start_s INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_priority PRIMARY KEY (id), 
	CONSTRAINT uq_priority_code UNIQUE (code)
);
INSERT INTO "priority" VALUES(1,'lansia','{"id": "Lansia"}','{}','p-lansia',900,0,1);
CREATE TABLE screen (
	role VARCHAR(16) NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	online BOOLEAN NOT NULL, 
	sound VARCHAR(12) NOT NULL, 
	voice VARCHAR(12) NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_screen PRIMARY KEY (role, name)
);
CREATE TABLE service (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	prefix VARCHAR(3) NOT NULL, 
	agency_id INTEGER NOT NULL, 
	zone_id INTEGER NOT NULL, 
	name JSON NOT NULL, 
	short JSON NOT NULL, 
	requirements JSON NOT NULL, 
	target_wait_s INTEGER NOT NULL, 
	service_s INTEGER NOT NULL, 
	quota INTEGER, 
	popular BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, spoken JSON, phrase JSON, hours JSON, quotas JSON, 
	CONSTRAINT pk_service PRIMARY KEY (id), 
	CONSTRAINT fk_service_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id), 
	CONSTRAINT fk_service_zone_id FOREIGN KEY(zone_id) REFERENCES zone (id), 
	CONSTRAINT uq_service_code UNIQUE (code)
);
INSERT INTO "service" VALUES(1,'KTP','A',1,1,'{"id": "KTP-el", "en": "ID card"}','{"id": "KTP-el", "en": "ID card"}','{"id": ["KK asli"]}',1800,480,NULL,0,0,1,'{}','{}','{}','{}');
INSERT INTO "service" VALUES(2,'KK','A',1,1,'{"id": "Kartu Keluarga"}','{"id": "Kartu Keluarga"}','{}',1800,480,3,0,1,1,'{}','{}','{}','{}');
INSERT INTO "service" VALUES(3,'PASPOR','F',2,2,'{"id": "Paspor"}','{"id": "Paspor"}','{}',1800,480,NULL,0,2,1,'{}','{}','{}','{}');
CREATE TABLE service_day (
	day VARCHAR(10) NOT NULL, 
	service_id INTEGER NOT NULL, 
	issued INTEGER NOT NULL, 
	priority_run INTEGER NOT NULL, regular_run INTEGER DEFAULT 0 NOT NULL, walk_in INTEGER DEFAULT 0 NOT NULL, priority INTEGER DEFAULT 0 NOT NULL, online INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_service_day PRIMARY KEY (day, service_id)
);
INSERT INTO "service_day" VALUES('2026-11-23',1,8,0,2,5,1,0);
INSERT INTO "service_day" VALUES('2026-11-23',3,4,0,2,4,0,0);
INSERT INTO "service_day" VALUES('2026-11-23',2,1,0,0,1,0,0);
CREATE TABLE service_figures (
	service_id INTEGER NOT NULL, 
	seen INTEGER NOT NULL, 
	weight FLOAT NOT NULL, 
	sum_s FLOAT NOT NULL, 
	told FLOAT NOT NULL, 
	hits FLOAT NOT NULL, 
	CONSTRAINT pk_service_figures PRIMARY KEY (service_id), 
	CONSTRAINT fk_service_figures_service_id FOREIGN KEY(service_id) REFERENCES service (id)
);
INSERT INTO "service_figures" VALUES(1,1,1.0,360.0,0.0,0.0);
CREATE TABLE session (
	token_hash VARCHAR(64) NOT NULL, 
	staff_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (token_hash), 
	CONSTRAINT fk_session_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id)
);
INSERT INTO "session" VALUES('9be0fb27ec41bb8fa40d29e3d4badc3b518dff4da7a28fe7eef7a7503f96d1d9',2,'2026-11-23 03:00:00.000000','2026-11-23 15:00:00.000000');
INSERT INTO "session" VALUES('6247da09b4dc95844485dc05d7a74e8095e4b4f99259996ba7bad063a6565079',3,'2026-11-23 03:00:00.000000','2026-11-23 15:00:00.000000');
INSERT INTO "session" VALUES('6a9740aab5ee260f353b893dcacedbce86a101fcbbcbddaae45aa06d887f6d71',4,'2026-11-23 03:00:00.000000','2026-11-23 15:00:00.000000');
CREATE TABLE setting (
	"key" VARCHAR(64) NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
);
INSERT INTO "setting" VALUES('media','{"version": 1}');
CREATE TABLE site (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	name JSON NOT NULL, 
	region JSON NOT NULL, 
	time_zone VARCHAR(64) NOT NULL, 
	languages JSON NOT NULL, 
	hours JSON NOT NULL, rules JSON, 
	CONSTRAINT pk_site PRIMARY KEY (id), 
	CONSTRAINT uq_site_code UNIQUE (code)
);
INSERT INTO "site" VALUES(1,'SIAK','{"id": "Mal Pelayanan Publik Kabupaten Siak"}','{"id": "Kabupaten Siak"}','Asia/Jakarta','["id", "en"]','{"always": true}','{}');
CREATE TABLE staff (
	id INTEGER NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	role VARCHAR(16) NOT NULL, 
	password_hash VARCHAR(200) NOT NULL, 
	created_at DATETIME NOT NULL, 
	disabled_at DATETIME, 
	CONSTRAINT pk_staff PRIMARY KEY (id), 
	CONSTRAINT uq_staff_name UNIQUE (name)
);
INSERT INTO "staff" VALUES(1,'admin','admin','$argon2id$v=19$m=65536,t=3,p=4$DtHbOenWS668dF5dAKUmaQ$a0o6irfgLFdvzzaNAOCBV0DGhu5hRVfQGMztyYdAgWg','2026-11-22 13:01:30.182592',NULL);
INSERT INTO "staff" VALUES(2,'ani','staff','$argon2id$v=19$m=65536,t=3,p=4$UGGNx/rEVEOs5zgd0ShrxQ$bCkfaTleS3X03T+jA+tttJmhCi8lSsBl27ZvNARiEgw','2026-11-23 03:00:00.000000',NULL);
INSERT INTO "staff" VALUES(3,'budi','supervisor','$argon2id$v=19$m=65536,t=3,p=4$3XX/yad/gaEHtZ/VYiIcdA$uoVpaZIlpBLICFLoX9hPmVeNVcI91EbyEWOTh/Fm7xk','2026-11-23 03:00:00.000000',NULL);
INSERT INTO "staff" VALUES(4,'citra','admin','$argon2id$v=19$m=65536,t=3,p=4$wz8KrA4nu4C26EPk7ug1DQ$YhIOPlbGwAV75IVbdJ1b6JyFJWTF/IODB2wXFVZo+ak','2026-11-23 03:00:00.000000',NULL);
CREATE TABLE ticket (
	id INTEGER NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	number VARCHAR(8) NOT NULL, 
	prefix VARCHAR(3) NOT NULL, 
	service_id INTEGER NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	v DATETIME NOT NULL, 
	issued_at DATETIME NOT NULL, 
	waiting_since DATETIME NOT NULL, 
	token VARCHAR(32) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	priority VARCHAR(32), 
	counter_id INTEGER, 
	called_at DATETIME, 
	served_at DATETIME, 
	ended_at DATETIME, 
	held_at DATETIME, 
	calls INTEGER NOT NULL, 
	returns INTEGER NOT NULL, 
	expired BOOLEAN NOT NULL, 
	origin VARCHAR(64) NOT NULL, 
	reason VARCHAR(250) NOT NULL, 
	actor VARCHAR(80) NOT NULL, 
	request_key VARCHAR(80) NOT NULL, 
	request VARCHAR(120) NOT NULL, channel VARCHAR(8) DEFAULT 'walk_in' NOT NULL, visit_id INTEGER, any_order BOOLEAN DEFAULT 0 NOT NULL, for_counter_id INTEGER, for_staff VARCHAR(64), slot DATETIME, not_before DATETIME, urgent BOOLEAN DEFAULT 0 NOT NULL, rule VARCHAR(12) DEFAULT '' NOT NULL, last_call_at DATETIME, misses INTEGER DEFAULT 0 NOT NULL, held_until DATETIME, result VARCHAR(32) DEFAULT '' NOT NULL, also_done JSON, 
	CONSTRAINT pk_ticket PRIMARY KEY (id), 
	CONSTRAINT fk_ticket_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT fk_ticket_service_id FOREIGN KEY(service_id) REFERENCES service (id), 
	CONSTRAINT uq_ticket_actor_request_key UNIQUE (actor, request_key), 
	CONSTRAINT uq_ticket_day_number UNIQUE (day, number), 
	CONSTRAINT uq_ticket_token UNIQUE (token)
);
INSERT INTO "ticket" VALUES(1,'2026-11-23','A001','A',1,'on_hold','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','a48v1lcuoJEcFaYa_qcSSQ','id',NULL,2,'2026-11-23 03:02:04.000000','2026-11-23 03:08:04.000000',NULL,'2026-11-23 03:08:04.000000',1,0,0,'','Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai','kiosk:kiosk-1','upgrade-0001','KTP/','walk_in',NULL,0,NULL,NULL,NULL,NULL,0,'order','2026-11-23 03:02:04.000000',0,'2026-11-23 03:38:04.000000','','null');
INSERT INTO "ticket" VALUES(2,'2026-11-23','A002','A',3,'waiting','2026-11-23 03:04:32.000000','2026-11-23 03:00:00.000000','2026-11-23 03:09:04.000000','kn6CGeSViKbCT9iQvR3uog','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'Loket 1','','kiosk:kiosk-1','upgrade-0002','KTP/','walk_in',NULL,0,NULL,NULL,NULL,NULL,0,'',NULL,0,NULL,'','null');
INSERT INTO "ticket" VALUES(3,'2026-11-23','A003','A',1,'waiting','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','M8t_LtVRBv42_BnvUBt7Kg','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0003','KTP/','walk_in',NULL,0,NULL,NULL,NULL,NULL,0,'',NULL,0,NULL,'','null');
INSERT INTO "ticket" VALUES(4,'2026-11-23','A004','A',1,'waiting','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','tOnWcZEreWt4G4fdTvCh9A','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0004','KTP/','walk_in',NULL,0,NULL,NULL,NULL,NULL,0,'',NULL,0,NULL,'','null');
INSERT INTO "ticket" VALUES(5,'2026-11-23','A005','A',1,'done','2026-11-23 02:45:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','I80_1JJl55Sw_drXkef78w','id','lansia',1,'2026-11-23 03:02:04.000000','2026-11-23 03:03:04.000000','2026-11-23 03:08:04.000000',NULL,1,0,0,'','Lansia, dihitung 09.45; 17 dari 30 menit yang dijanjikan terpakai; sebelum A006 (dihitung 10.00)','kiosk:kiosk-1','upgrade-0005','KTP/lansia','priority',NULL,0,NULL,NULL,NULL,NULL,0,'order','2026-11-23 03:02:04.000000',0,NULL,'','null');
INSERT INTO "ticket" VALUES(6,'2026-11-23','F001','F',3,'no_show','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','ies79Mb3Q8aCT4A5l4omAg','id',NULL,3,'2026-11-23 03:02:04.000000',NULL,'2026-11-23 03:08:04.000000',NULL,2,0,0,'','Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai','kiosk:kiosk-1','upgrade-0006','PASPOR/','walk_in',NULL,0,NULL,NULL,NULL,NULL,0,'order','2026-11-23 03:03:04.000000',1,NULL,'','null');
INSERT INTO "ticket" VALUES(7,'2026-11-23','F002','F',3,'called','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','m9A4IYizZ2nnhIfSu7NT8g','id',NULL,3,'2026-11-23 03:09:04.000000',NULL,NULL,NULL,1,0,0,'','Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai','kiosk:kiosk-1','upgrade-0007','PASPOR/','walk_in',NULL,0,NULL,NULL,NULL,NULL,0,'order','2026-11-23 03:09:04.000000',0,NULL,'','null');
INSERT INTO "ticket" VALUES(8,'2026-11-23','F003','F',3,'waiting','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','ohp2JQTL4KiFczJFdT4HFQ','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0008','PASPOR/','walk_in',NULL,0,NULL,NULL,NULL,NULL,0,'',NULL,0,NULL,'','null');
INSERT INTO "ticket" VALUES(9,'2026-11-23','A006','A',2,'cancelled','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','oojkIz6oK2_wNEBq3UFuoA','id',NULL,NULL,NULL,NULL,'2026-11-23 03:09:04.000000',NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0009','KK/','walk_in',NULL,0,NULL,NULL,NULL,NULL,0,'',NULL,0,NULL,'','null');
INSERT INTO "ticket" VALUES(10,'2026-11-23','A007','A',1,'waiting','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','WVnhqlhz1go-t9OUXn2uIw','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0010','KTP//PASPOR','walk_in',NULL,0,NULL,NULL,NULL,NULL,0,'',NULL,0,NULL,'','null');
INSERT INTO "ticket" VALUES(11,'2026-11-23','Z020','Z',1,'waiting','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','hIhloCGlzwoyGw3yOIjZHQ','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','staff:ani','roll-0001','roll/KTP//2/20','roll',NULL,0,NULL,NULL,NULL,NULL,0,'',NULL,0,NULL,'','null');
INSERT INTO "ticket" VALUES(12,'2026-11-23','Z021','Z',1,'waiting','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','2026-11-23 03:09:04.000000','P91pwueeS4XENbYc5YuupQ','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','staff:ani','roll-0001 1','roll/KTP//2/20','roll',NULL,0,NULL,NULL,NULL,NULL,0,'',NULL,0,NULL,'','null');
CREATE TABLE undo (
	counter_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	actor VARCHAR(80) NOT NULL, 
	"before" JSON NOT NULL, 
	CONSTRAINT pk_undo PRIMARY KEY (counter_id), 
	CONSTRAINT fk_undo_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id)
);
INSERT INTO "undo" VALUES(1,'2026-11-23 03:09:04.000000','ticket_transferred','staff:ani','{"tickets": [{"id": 2, "was": {"service_id": 1, "state": "serving", "v": "2026-11-23T03:00:00+00:00", "waiting_since": "2026-11-23T03:00:00+00:00", "counter_id": 1, "called_at": "2026-11-23T03:09:04+00:00", "served_at": "2026-11-23T03:09:04+00:00", "calls": 1, "origin": "", "reason": "Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai; sebelum A006 (dihitung 10.00)", "rule": "order", "last_call_at": "2026-11-23T03:09:04+00:00"}, "is": {"service_id": 3, "state": "waiting", "v": "2026-11-23T03:04:32+00:00", "waiting_since": "2026-11-23T03:09:04+00:00", "counter_id": null, "called_at": null, "served_at": null, "calls": 0, "origin": "Loket 1", "reason": "", "rule": "", "last_call_at": null}}], "runs": {}, "legs": {"2": []}}');
INSERT INTO "undo" VALUES(3,'2026-11-23 03:09:04.000000','ticket_called','staff:ani','{"tickets": [{"id": 7, "was": {"state": "waiting", "counter_id": null, "called_at": null, "calls": 0, "reason": "", "rule": "", "last_call_at": null}, "is": {"state": "called", "counter_id": 3, "called_at": "2026-11-23T03:09:04+00:00", "calls": 1, "reason": "Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai", "rule": "order", "last_call_at": "2026-11-23T03:09:04+00:00"}}], "runs": {"3": [0, 1]}, "legs": {}}');
CREATE TABLE zone (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	name JSON NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_zone PRIMARY KEY (id), 
	CONSTRAINT uq_zone_code UNIQUE (code)
);
INSERT INTO "zone" VALUES(1,'A','{"id": "Lantai 1"}',0,1);
INSERT INTO "zone" VALUES(2,'B','{"id": "Lantai 2"}',1,1);
CREATE INDEX ix_journal_ticket ON journal (ticket_id);
CREATE INDEX ix_ticket_called ON ticket (day, called_at);
CREATE INDEX ix_ticket_day ON ticket (day, state, service_id);
CREATE INDEX ix_ticket_line ON ticket (service_id, day, state, v, id);
CREATE INDEX ix_ticket_open ON ticket (day) WHERE state IN ('waiting', 'called', 'serving', 'on_hold');
CREATE UNIQUE INDEX ux_ticket_counter ON ticket (counter_id) WHERE state IN ('called', 'serving');
CREATE INDEX ix_print_job_printer ON print_job (printer, state, id);
CREATE INDEX ix_print_job_ticket ON print_job (ticket_id, id);
CREATE INDEX ix_print_job_unfinished ON print_job (state, printer, expires_at) WHERE state IN ('queued', 'offered', 'sending');
CREATE INDEX ix_print_job_open ON print_job (handled_by, ticket_id) WHERE state IN ('unknown', 'expired') AND handled_by = '';
CREATE INDEX ix_play_number ON play (number, call_seq);
CREATE INDEX ix_play_zone ON play (zone, call_seq);
CREATE UNIQUE INDEX ux_play_zone ON play (zone) WHERE state = 'playing';
CREATE INDEX ix_ticket_visit ON ticket (visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX ix_booking_slot ON booking (service_id, day, slot);
CREATE INDEX ix_leg_day ON leg (day);
CREATE INDEX ix_leg_planned ON leg (service_id, day, ticket_id) WHERE state = 'planned';
COMMIT;
