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
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE counter (
	id INTEGER NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	name JSON NOT NULL, 
	spoken JSON NOT NULL, 
	zone_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (id), 
	CONSTRAINT fk_counter_zone_id FOREIGN KEY(zone_id) REFERENCES zone (id), 
	CONSTRAINT uq_counter_code UNIQUE (code)
);
INSERT INTO "counter" VALUES(1,'1','{"id": "Loket 1"}','{"id": "loket satu"}',1,0,1);
INSERT INTO "counter" VALUES(2,'2','{"id": "Loket 2"}','{}',1,1,1);
INSERT INTO "counter" VALUES(3,'8','{"id": "Loket 8"}','{}',2,2,1);
CREATE TABLE counter_service (
	counter_id INTEGER NOT NULL, 
	service_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_counter_service PRIMARY KEY (counter_id, service_id), 
	CONSTRAINT fk_counter_service_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT fk_counter_service_service_id FOREIGN KEY(service_id) REFERENCES service (id)
);
INSERT INTO "counter_service" VALUES(1,1,0);
INSERT INTO "counter_service" VALUES(1,2,1);
INSERT INTO "counter_service" VALUES(2,1,0);
INSERT INTO "counter_service" VALUES(3,3,0);
CREATE TABLE desk (
	counter_id INTEGER NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	reason VARCHAR(80) NOT NULL, 
	since DATETIME NOT NULL, 
	staff VARCHAR(80) NOT NULL, 
	CONSTRAINT pk_desk PRIMARY KEY (counter_id), 
	CONSTRAINT fk_desk_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id)
);
INSERT INTO "desk" VALUES(1,'open','','2026-11-23 03:00:00.000000','ani');
INSERT INTO "desk" VALUES(2,'open','','2026-11-23 03:00:00.000000','ani');
INSERT INTO "desk" VALUES(3,'open','','2026-11-23 03:00:00.000000','ani');
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
INSERT INTO "device" VALUES(1,'kiosk-1','kiosk','0e045bae4b52ddaa6cf6d24a6ccaf67390c12ef9e6ae783f03e133692d0abdb6','2026-11-22 12:58:12.309299',NULL);
INSERT INTO "device" VALUES(2,'kiosk-2','kiosk','71762ca38b5416017924028b6178f40fb31eb22fc9144359942a35fe4b5eaada','2026-11-22 12:58:12.309299',NULL);
INSERT INTO "device" VALUES(3,'lobby','display','f0bd775aece4e68e30bb237669339180b2ecfcadd6f1d29c1e0fc5e520560d68','2026-11-22 12:58:12.309299',NULL);
INSERT INTO "device" VALUES(4,'hallway','display','77d2b4ce6eaa5963084d2a0b3b250b21db9fd7323e1c66ae790189936ab484b5','2026-11-22 12:58:12.309299',NULL);
INSERT INTO "device" VALUES(5,'upstairs','display','4cd97baada762479d8c4e3dabe5ddb34b1981c9c0a885503a4295734feda7fdb','2026-11-22 12:58:12.309299',NULL);
INSERT INTO "device" VALUES(6,'paper-1','printer','6a0a85cfd4d32596f01f29d7fb6217189e3e6eab432d882ded07b8c082e39428','2026-11-22 12:58:12.309299',NULL);
INSERT INTO "device" VALUES(7,'announcer','announcer','d08e0269931cbc0791ee51f5c1964de3d03328d44032d63e5726d79761bfb786','2026-11-22 12:58:12.309299',NULL);
INSERT INTO "device" VALUES(8,'owner','owner','bd935a8fc96fa28efba6278ecbe027af76ad2aebaed99eec0861bf7876b2b656','2026-11-22 12:58:12.309299',NULL);
INSERT INTO "device" VALUES(9,'simpeg','program','54e69e5b0bdf93aa6f55be33a1a0f948ae2b0ea0a41b0cdd1c119b8a504aaaa1','2026-11-23 03:00:00.000000',NULL);
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
INSERT INTO "journal" VALUES(1,'2026-11-22 12:58:12.136313','hall_changed',NULL,NULL,'system','{"changes": ["site: absent -> present", "hours: absent -> {''always'': True}", "zones: absent -> [{''code'': ''A'', ''name'': {''id'': ''Lantai 1''}}, {''code'': ''B'', ''name'': {''id'': ''Lantai 2''}}]", "agencies: absent -> [{''code'': ''DUKCAPIL'', ''name'': {''id'': ''Disdukcapil''}, ''title'': {''id'': ''Disdukcapil''}, ''icon'': ''i-id''}, {''code'': ''IMIGRASI'', ''name'': {''id'': ''Imigrasi''}, ''title'': {''id'': ''Imigrasi''}, ''icon'': ''i-id''}]", "services: absent -> [{''code'': ''KTP'', ''prefix'': ''A'', ''agency'': ''DUKCAPIL'', ''zone'': ''A'', ''name'': {''id'': ''KTP-el'', ''en'': ''ID card''}, ''short'': {''id'': ''KTP-el'', ''en'': ''ID card''}, ''requirements'': {''id'': [''KK asli'']}, ''target_wait_s'': 1800, ''service_s'': 480, ''quota'': None, ''popular'': False}, {''code'': ''KK'', ''prefix'': ''A'', ''agency'': ''DUKCAPIL'', ''zone'': ''A'', ''name'': {''id'': ''Kartu Keluarga''}, ''short'': {''id'': ''Kartu Keluarga''}, ''requirements'': {}, ''target_wait_s'': 1800, ''service_s'': 480, ''quota'': 3, ''popular'': False}, {''code'': ''PASPOR'', ''prefix'': ''F'', ''agency'': ''IMIGRASI'', ''zone'': ''B'', ''name'': {''id'': ''Paspor''}, ''short'': {''id'': ''Paspor''}, ''requirements'': {}, ''target_wait_s'': 1800, ''service_s'': 480, ''quota'': None, ''popular'': False}]", "priorities: absent -> [{''code'': ''lansia'', ''name'': {''id'': ''Lansia''}, ''note'': {}, ''icon'': ''p-lansia'', ''head_start_s'': 900}]", "counters: absent -> [{''code'': ''1'', ''name'': {''id'': ''Loket 1''}, ''spoken'': {''id'': ''loket satu''}, ''zone'': ''A'', ''services'': [''KTP'', ''KK'']}, {''code'': ''2'', ''name'': {''id'': ''Loket 2''}, ''spoken'': {}, ''zone'': ''A'', ''services'': [''KTP'']}, {''code'': ''8'', ''name'': {''id'': ''Loket 8''}, ''spoken'': {}, ''zone'': ''B'', ''services'': [''PASPOR'']}]"]}');
INSERT INTO "journal" VALUES(2,'2026-11-22 12:58:12.309299','staff_changed',NULL,NULL,'system','{"name": "admin", "role": "admin", "change": "added"}');
INSERT INTO "journal" VALUES(3,'2026-11-23 03:00:00.000000','staff_changed',NULL,NULL,'system','{"name": "ani", "role": "staff", "change": "added"}');
INSERT INTO "journal" VALUES(4,'2026-11-23 03:00:00.000000','staff_changed',NULL,NULL,'system','{"name": "budi", "role": "supervisor", "change": "added"}');
INSERT INTO "journal" VALUES(5,'2026-11-23 03:00:00.000000','staff_changed',NULL,NULL,'system','{"name": "citra", "role": "admin", "change": "added"}');
INSERT INTO "journal" VALUES(6,'2026-11-23 03:00:00.000000','device_changed',NULL,NULL,'system','{"name": "simpeg", "role": "program", "change": "added"}');
INSERT INTO "journal" VALUES(7,'2026-11-23 03:00:00.000000','counter_opened',NULL,1,'staff:ani','{"counter": "1", "reason": ""}');
INSERT INTO "journal" VALUES(8,'2026-11-23 03:00:00.000000','counter_opened',NULL,2,'staff:ani','{"counter": "2", "reason": ""}');
INSERT INTO "journal" VALUES(9,'2026-11-23 03:00:00.000000','counter_opened',NULL,3,'staff:ani','{"counter": "8", "reason": ""}');
INSERT INTO "journal" VALUES(10,'2026-11-23 03:00:00.000000','ticket_issued',1,NULL,'kiosk:kiosk-1','{"number": "A001", "service": "KTP", "print_job": 1, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(11,'2026-11-23 03:00:00.000000','ticket_issued',2,NULL,'kiosk:kiosk-1','{"number": "A002", "service": "KTP", "print_job": 2, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(12,'2026-11-23 03:00:00.000000','ticket_issued',3,NULL,'kiosk:kiosk-1','{"number": "A003", "service": "KTP", "print_job": 3, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(13,'2026-11-23 03:00:00.000000','ticket_issued',4,NULL,'kiosk:kiosk-1','{"number": "A004", "service": "KTP", "print_job": 4, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(14,'2026-11-23 03:00:00.000000','ticket_issued',5,NULL,'kiosk:kiosk-1','{"number": "A005", "service": "KTP", "print_job": 5, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(15,'2026-11-23 03:00:00.000000','ticket_issued',6,NULL,'kiosk:kiosk-1','{"number": "F001", "service": "PASPOR", "print_job": 6, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(16,'2026-11-23 03:00:00.000000','ticket_issued',7,NULL,'kiosk:kiosk-1','{"number": "F002", "service": "PASPOR", "print_job": 7, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(17,'2026-11-23 03:00:00.000000','ticket_issued',8,NULL,'kiosk:kiosk-1','{"number": "F003", "service": "PASPOR", "print_job": 8, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(18,'2026-11-23 03:00:00.000000','ticket_issued',9,NULL,'kiosk:kiosk-1','{"number": "A006", "service": "KK", "print_job": 9, "printer": "paper-1"}');
INSERT INTO "journal" VALUES(19,'2026-11-23 03:00:00.000000','print_changed',1,NULL,'printer:paper-1','{"job": 1, "printer": "paper-1", "state": "offered", "why": ""}');
INSERT INTO "journal" VALUES(20,'2026-11-23 03:00:02.000000','print_changed',1,NULL,'printer:paper-1','{"job": 1, "printer": "paper-1", "state": "sending", "why": ""}');
INSERT INTO "journal" VALUES(21,'2026-11-23 03:00:02.000000','print_changed',1,NULL,'printer:paper-1','{"job": 1, "printer": "paper-1", "state": "printed", "why": ""}');
INSERT INTO "journal" VALUES(22,'2026-11-23 03:00:02.000000','print_changed',2,NULL,'printer:paper-1','{"job": 2, "printer": "paper-1", "state": "offered", "why": ""}');
INSERT INTO "journal" VALUES(23,'2026-11-23 03:00:04.000000','print_changed',2,NULL,'printer:paper-1','{"job": 2, "printer": "paper-1", "state": "sending", "why": ""}');
INSERT INTO "journal" VALUES(24,'2026-11-23 03:00:04.000000','print_changed',2,NULL,'printer:paper-1','{"job": 2, "printer": "paper-1", "state": "unknown", "why": ""}');
INSERT INTO "journal" VALUES(25,'2026-11-23 03:02:04.000000','ticket_called',5,1,'staff:ani','{"number": "A005", "prefix": "A", "counter": "1", "service": "KTP", "reason": "Lansia, dihitung 09.45; 17 dari 30 menit yang dijanjikan terpakai"}');
INSERT INTO "journal" VALUES(26,'2026-11-23 03:02:04.000000','ticket_called',6,3,'staff:ani','{"number": "F001", "prefix": "F", "counter": "8", "service": "PASPOR", "reason": "Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai"}');
INSERT INTO "journal" VALUES(27,'2026-11-23 03:02:04.000000','ticket_called',1,2,'staff:ani','{"number": "A001", "prefix": "A", "counter": "2", "service": "KTP", "reason": "Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai"}');
INSERT INTO "journal" VALUES(28,'2026-11-23 03:03:04.000000','ticket_started',5,1,'staff:ani','{"number": "A005", "prefix": "A", "counter": "1", "service": "KTP"}');
INSERT INTO "journal" VALUES(29,'2026-11-23 03:03:04.000000','ticket_recalled',6,3,'staff:ani','{"number": "F001", "prefix": "F", "counter": "8", "service": "PASPOR"}');
INSERT INTO "journal" VALUES(30,'2026-11-23 03:08:04.000000','ticket_finished',5,1,'staff:ani','{"number": "A005", "prefix": "A", "counter": "1", "service": "KTP"}');
INSERT INTO "journal" VALUES(31,'2026-11-23 03:08:04.000000','ticket_skipped',6,3,'staff:ani','{"number": "F001", "prefix": "F", "counter": "8", "service": "PASPOR"}');
INSERT INTO "journal" VALUES(32,'2026-11-23 03:08:04.000000','ticket_started',1,2,'staff:ani','{"number": "A001", "prefix": "A", "counter": "2", "service": "KTP"}');
INSERT INTO "journal" VALUES(33,'2026-11-23 03:08:04.000000','ticket_held',1,2,'staff:ani','{"number": "A001", "prefix": "A", "counter": "2", "service": "KTP"}');
INSERT INTO "journal" VALUES(34,'2026-11-23 03:09:04.000000','ticket_called',2,1,'staff:ani','{"number": "A002", "prefix": "A", "counter": "1", "service": "KTP", "reason": "Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai"}');
INSERT INTO "journal" VALUES(35,'2026-11-23 03:09:04.000000','ticket_started',2,1,'staff:ani','{"number": "A002", "prefix": "A", "counter": "1", "service": "KTP"}');
INSERT INTO "journal" VALUES(36,'2026-11-23 03:09:04.000000','ticket_transferred',2,1,'staff:ani','{"number": "A002", "prefix": "A", "counter": "1", "service": "PASPOR"}');
INSERT INTO "journal" VALUES(37,'2026-11-23 03:09:04.000000','ticket_called',7,3,'staff:ani','{"number": "F002", "prefix": "F", "counter": "8", "service": "PASPOR", "reason": "Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai"}');
INSERT INTO "journal" VALUES(38,'2026-11-23 03:09:04.000000','ticket_cancelled',9,NULL,'staff:ani','{"number": "A006", "service": "KK", "reason": "pulang"}');
INSERT INTO "journal" VALUES(39,'2026-11-23 03:09:04.000000','print_changed',9,NULL,'printer:paper-1','{"job": 9, "printer": "paper-1", "state": "cancelled", "why": "the ticket was given up"}');
CREATE TABLE journal_head (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	epoch VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_journal_head PRIMARY KEY (id)
);
INSERT INTO "journal_head" VALUES(1,39,'f913b4af1b077f52');
CREATE TABLE number_series (
	day VARCHAR(10) NOT NULL, 
	prefix VARCHAR(3) NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_number_series PRIMARY KEY (day, prefix)
);
INSERT INTO "number_series" VALUES('2026-11-23','A',6);
INSERT INTO "number_series" VALUES('2026-11-23','F',3);
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
	estimate JSON, 
	CONSTRAINT pk_print_job PRIMARY KEY (id), 
	CONSTRAINT fk_print_job_ticket_id FOREIGN KEY(ticket_id) REFERENCES ticket (id)
);
INSERT INTO "print_job" VALUES(1,1,'paper-1',0,'printed','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:02.000000','2026-11-23 03:00:02.000000',0,'',NULL,0,'{"from": "2026-11-23T03:00:00Z", "to": "2026-11-23T03:15:00Z"}');
INSERT INTO "print_job" VALUES(2,2,'paper-1',0,'unknown','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000','2026-11-23 03:00:02.000000','2026-11-23 03:00:04.000000','2026-11-23 03:00:04.000000',0,'',NULL,1,'{"from": "2026-11-23T03:00:00Z", "to": "2026-11-23T03:20:00Z"}');
INSERT INTO "print_job" VALUES(3,3,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,2,'{"from": "2026-11-23T03:05:00Z", "to": "2026-11-23T03:30:00Z"}');
INSERT INTO "print_job" VALUES(4,4,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,3,'{"from": "2026-11-23T03:10:00Z", "to": "2026-11-23T03:35:00Z"}');
INSERT INTO "print_job" VALUES(5,5,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,0,'{"from": "2026-11-23T03:00:00Z", "to": "2026-11-23T03:15:00Z"}');
INSERT INTO "print_job" VALUES(6,6,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,0,'{"from": "2026-11-23T03:00:00Z", "to": "2026-11-23T03:20:00Z"}');
INSERT INTO "print_job" VALUES(7,7,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,1,'{"from": "2026-11-23T03:05:00Z", "to": "2026-11-23T03:30:00Z"}');
INSERT INTO "print_job" VALUES(8,8,'paper-1',0,'queued','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,NULL,0,'',NULL,2,'{"from": "2026-11-23T03:10:00Z", "to": "2026-11-23T03:40:00Z"}');
INSERT INTO "print_job" VALUES(9,9,'paper-1',0,'cancelled','2026-11-23 03:00:00.000000','2026-11-23 03:01:30.000000',NULL,NULL,'2026-11-23 03:09:04.000000',0,'the ticket was given up',NULL,0,'{"from": "2026-11-23T03:00:00Z", "to": "2026-11-23T03:35:00Z"}');
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
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_service PRIMARY KEY (id), 
	CONSTRAINT fk_service_agency_id FOREIGN KEY(agency_id) REFERENCES agency (id), 
	CONSTRAINT fk_service_zone_id FOREIGN KEY(zone_id) REFERENCES zone (id), 
	CONSTRAINT uq_service_code UNIQUE (code)
);
INSERT INTO "service" VALUES(1,'KTP','A',1,1,'{"id": "KTP-el", "en": "ID card"}','{"id": "KTP-el", "en": "ID card"}','{"id": ["KK asli"]}',1800,480,NULL,0,0,1);
INSERT INTO "service" VALUES(2,'KK','A',1,1,'{"id": "Kartu Keluarga"}','{"id": "Kartu Keluarga"}','{}',1800,480,3,0,1,1);
INSERT INTO "service" VALUES(3,'PASPOR','F',2,2,'{"id": "Paspor"}','{"id": "Paspor"}','{}',1800,480,NULL,0,2,1);
CREATE TABLE service_day (
	day VARCHAR(10) NOT NULL, 
	service_id INTEGER NOT NULL, 
	issued INTEGER NOT NULL, 
	priority_run INTEGER NOT NULL, 
	CONSTRAINT pk_service_day PRIMARY KEY (day, service_id)
);
INSERT INTO "service_day" VALUES('2026-11-23',1,5,0);
INSERT INTO "service_day" VALUES('2026-11-23',3,3,0);
INSERT INTO "service_day" VALUES('2026-11-23',2,1,0);
CREATE TABLE session (
	token_hash VARCHAR(64) NOT NULL, 
	staff_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (token_hash), 
	CONSTRAINT fk_session_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id)
);
INSERT INTO "session" VALUES('40add0e953ff55682feda678deda696d4ab2140e131be4e1365dfd672980204e',2,'2026-11-23 03:00:00.000000','2026-11-23 15:00:00.000000');
INSERT INTO "session" VALUES('217238551b5f67c8e617be2712667c10220199514a914dae5258ae421a54f444',3,'2026-11-23 03:00:00.000000','2026-11-23 15:00:00.000000');
INSERT INTO "session" VALUES('5c3bea3a1853770cc47d2b46dee2c6a50f31469627239e3214f016a2decfc703',4,'2026-11-23 03:00:00.000000','2026-11-23 15:00:00.000000');
CREATE TABLE setting (
	"key" VARCHAR(64) NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
);
CREATE TABLE site (
	id INTEGER NOT NULL, 
	code VARCHAR(32) NOT NULL, 
	name JSON NOT NULL, 
	region JSON NOT NULL, 
	time_zone VARCHAR(64) NOT NULL, 
	languages JSON NOT NULL, 
	hours JSON NOT NULL, 
	CONSTRAINT pk_site PRIMARY KEY (id), 
	CONSTRAINT uq_site_code UNIQUE (code)
);
INSERT INTO "site" VALUES(1,'SIAK','{"id": "Mal Pelayanan Publik Kabupaten Siak"}','{"id": "Kabupaten Siak"}','Asia/Jakarta','["id", "en"]','{"always": true}');
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
INSERT INTO "staff" VALUES(1,'admin','admin','$argon2id$v=19$m=65536,t=3,p=4$/E/EUBwgrrcSZbhwPhLz9A$pgpytnFvZ2vx+YONmVB3Zgxa2QAxbpwzDkK2Bvt4rpo','2026-11-22 12:58:12.309299',NULL);
INSERT INTO "staff" VALUES(2,'ani','staff','$argon2id$v=19$m=65536,t=3,p=4$Nuoa6AEuAPctigXrqWNrRg$Uzr2HEtT6pEFdRoj0DjMEKGpR/HaoH4st8Qz+KLAR1o','2026-11-23 03:00:00.000000',NULL);
INSERT INTO "staff" VALUES(3,'budi','supervisor','$argon2id$v=19$m=65536,t=3,p=4$K8FBIBBVhrk0QJLtXfiVCg$8CJ7gDdN/3gGGS7hNXUZ82DntUNVwDTchB5G9LYqWo0','2026-11-23 03:00:00.000000',NULL);
INSERT INTO "staff" VALUES(4,'citra','admin','$argon2id$v=19$m=65536,t=3,p=4$Obth42UojKAkqZh4zXk50Q$ErCtpqLtvAX1iC0Q78xaBwJnPAjBoQVz/jwTN9RMd/U','2026-11-23 03:00:00.000000',NULL);
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
	request VARCHAR(120) NOT NULL, 
	CONSTRAINT pk_ticket PRIMARY KEY (id), 
	CONSTRAINT fk_ticket_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT fk_ticket_service_id FOREIGN KEY(service_id) REFERENCES service (id), 
	CONSTRAINT uq_ticket_actor_request_key UNIQUE (actor, request_key), 
	CONSTRAINT uq_ticket_day_number UNIQUE (day, number), 
	CONSTRAINT uq_ticket_token UNIQUE (token)
);
INSERT INTO "ticket" VALUES(1,'2026-11-23','A001','A',1,'on_hold','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','JXY8q9_IrGHrpn8X6ht8Og','id',NULL,2,'2026-11-23 03:02:04.000000','2026-11-23 03:08:04.000000',NULL,'2026-11-23 03:08:04.000000',1,0,0,'','Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai','kiosk:kiosk-1','upgrade-0001','KTP/');
INSERT INTO "ticket" VALUES(2,'2026-11-23','A002','A',3,'waiting','2026-11-23 03:04:32.000000','2026-11-23 03:00:00.000000','2026-11-23 03:09:04.000000','3XOt4DuQ8c7Yo2JhK0X3cg','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'Loket 1','','kiosk:kiosk-1','upgrade-0002','KTP/');
INSERT INTO "ticket" VALUES(3,'2026-11-23','A003','A',1,'waiting','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','4susVFRehZeznZOWPQaFFA','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0003','KTP/');
INSERT INTO "ticket" VALUES(4,'2026-11-23','A004','A',1,'waiting','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','5Y4RNvqUWNbdgrZMH1DLdg','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0004','KTP/');
INSERT INTO "ticket" VALUES(5,'2026-11-23','A005','A',1,'done','2026-11-23 02:45:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','qpHJgXLXMeu1Z5GFDBoBeA','id','lansia',1,'2026-11-23 03:02:04.000000','2026-11-23 03:03:04.000000','2026-11-23 03:08:04.000000',NULL,1,0,0,'','Lansia, dihitung 09.45; 17 dari 30 menit yang dijanjikan terpakai','kiosk:kiosk-1','upgrade-0005','KTP/lansia');
INSERT INTO "ticket" VALUES(6,'2026-11-23','F001','F',3,'no_show','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','AEPulvnJpvkeDfKnT_5X-g','id',NULL,3,'2026-11-23 03:02:04.000000',NULL,'2026-11-23 03:08:04.000000',NULL,2,0,0,'','Datang 10.00; 2 dari 30 menit yang dijanjikan terpakai','kiosk:kiosk-1','upgrade-0006','PASPOR/');
INSERT INTO "ticket" VALUES(7,'2026-11-23','F002','F',3,'called','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','gKCvsm0Bn3DX0ypm1xsS2g','id',NULL,3,'2026-11-23 03:09:04.000000',NULL,NULL,NULL,1,0,0,'','Datang 10.00; 9 dari 30 menit yang dijanjikan terpakai','kiosk:kiosk-1','upgrade-0007','PASPOR/');
INSERT INTO "ticket" VALUES(8,'2026-11-23','F003','F',3,'waiting','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','zhjE7gLVND3cDJd-pupNiw','id',NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0008','PASPOR/');
INSERT INTO "ticket" VALUES(9,'2026-11-23','A006','A',2,'cancelled','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','2026-11-23 03:00:00.000000','wJUQCExxiBYofnZp-dGVpg','id',NULL,NULL,NULL,NULL,'2026-11-23 03:09:04.000000',NULL,0,0,0,'','','kiosk:kiosk-1','upgrade-0009','KK/');
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
COMMIT;
