"""What says nothing about a person, and why not. A new field stands here or among what is kept, or the build fails."""

from kortet.privacy.rows import Plain

NAMED_BY_US = "numbers, codes, states and times that we give a row whose personal fields are listed with it"
TOWNS_OWN = "the municipality's own: names, borders, rules, answers, and the addresses of its offices"
REGISTERS = "public registers of addresses and places, and words counted over all pins"
ASSOCIATIONS = "what associations and institutions say about themselves and what they do; they are no persons"
COUNTS = "counts and copies of public rows"
MACHINES = "how machines are connected and how far they are"
VOTES = "what is voted about, sums of votes, and codes from letters, also of surveys, which no table has a name to"
DJANGOS = "tables of Django, PostGIS and the queue that hold rights, types and states"

PLAIN = [
    Plain(
        TOWNS_OWN,
        {
            "municipalities.Municipality": "id code name host languages words rules primary accent outline basemap"
            " content_version contact_address contact_email contact_phone dpo_email dpo_phone was_url",
            "municipalities.Theme": "id municipality code name name_en colour order active",
            "pins.State": "id municipality code name name_en group order active is_usual needs_reason",
            "pins.State_next": "id from_state to_state",
            "pins.AnswerTemplate": "id municipality name language theme group text active",
            "pins.AreaAnswer": "id municipality word title text translations boundary kinds themes state reason"
            " valid_until made chosen given told",
            "processes.Process": "id municipality slug form blueprint state title title_en summary summary_en relevance"
            " open_questions settled settled_on purpose aims influence use_of_result decided_by decision_on is_binding"
            " timing answer_on answered_on answer_text answer_url reminded hearing languages area limits created"
            " published closed closing_reason forget_months",
            "processes.Phase": "id process kind title title_en text text_en begins ends",
            "processes.TargetGroup": "id process name channel hoped_for",
            "processes.InvitedPartner": "id process partner role",
            "processes.Document": "id process word title kind size added",
            "alternatives.Alternative": "id process word title title_en text text_en colour order shape earlier"
            " replaced created",
            "surveys.Survey": "id process word title intro thanks opens closes closed by_code_only results_published"
            " earlier created",
            "surveys.Edition": "id survey number content revision published created",
            "surveys.MapObject": "id edition group key words order shape",
            "surveys.EditionStep": "id edition revision content",
            "surveys.BankQuestion": "id municipality indicator theme note content created",
            "meetings.Meeting": "id municipality process event word code state notes_at_once pins_at_once item question"
            " poll started ended minutes version created",
            "meetings.AgendaItem": "id meeting position title text minutes speakers",
            "meetings.Table": "id meeting number name area secret",
            "meetings.Poll": "id meeting question kind dots options state",
            "outcomes.Outcome": "id process summary summary_en used used_en decided_on published",
            "outcomes.AimLine": "id process aim text text_en",
            "outcomes.GroupLine": "id group reached text text_en",
            "outcomes.Decision": "id process said said_en text text_en result decided_on made",
            "outcomes.Decision_pins": "id decision pin",
            "desk.Deadline": "id municipality theme answer_days closing_days",
            "desk.ClosedDay": "id municipality day name",
            "desk.Reason": "id municipality text",
            "places.AreaLayer": "id municipality code name name_en is_neighbourhoods source",
            "places.Area": "id layer code name boundary population valid_from valid_to",
        },
    ),
    Plain(
        REGISTERS,
        {
            "places.NamedPlace": "id municipality kind text street number postcode town point source source_id folded",
            "pins.KnownWord": "id municipality stem pins folded",
        },
    ),
    Plain(
        NAMED_BY_US,
        {
            "people.User": "id is_superuser",
            "people.Role": "id municipality areas themes partners",
            "journal.Entry": "id municipality verb subject subject_id happened is_public",
            "letters.Letter": "id municipality is_asked created due tries sent given_up is_held",
            "pictures.Picture": "id municipality original boxes width height created kept sized due dropped",
            "partners.Member": "id partner since",
            "partners.Invitation": "id partner created accepted",
            "pins.Comment": "id pin word reply_to is_official area_answer translations language moderation created",
            "pins.Revision": "id pin made",
            "pins.Support": "id pin given",
            "alternatives.Reaction": "id alternative step language moderation given",
            "responses.Response": "id survey edition way language page started finished set_aside",
            "findings.TextTag": "id survey name colour",
            "findings.TaggedText": "id tag answer",
            "findings.Quote": "id survey answer approved",
            "findings.Published": "id survey content made",
            "responses.SetAside": "id survey way begins ends made",
            "responses.Tablet": "id survey word started stopped",
            "responses.Answer": "id response place key row",
            "responses.DrawnPlace": "id response key number precision",
            "pins.Pin": "id municipality public_point public_web precision neighbourhood neighbourhood_then is_rough"
            " state merged_into word number kind theme language moderation status status_since support_count"
            " comment_count answered created withdrawn source source_id process",
            "pins.Complaint": "id pin comment reason created outcome closed",
            "pins.Follower": "id pin created",
            "pins.PinPicture": "id pin picture position",
            "pins.Series": "municipality year last",
            "events.GuestCalendar": "id municipality made",
            "events.SignUp": "id occurrence created",
            "meetings.Note": "id meeting item table precision moderation wants_pin pin created",
            "meetings.Question": "id meeting moderation picked answered upvotes created",
            "meetings.Upvote": "id question",
            "meetings.Vote": "id poll",
            "meetings.Guest": "id meeting joined",
            "meetings.Attendance": "id meeting",
            "links.Step": "id handover state happened",
            "links.Thanks": "id handover given",
            "links.Link": "id pin partner event state decided",
            "links.Volunteer": "id handover created",
            "ideas.Idea": "id municipality public_point public_web precision neighbourhood neighbourhood_then process"
            " word number moderation cost_from cost_to cost_by cost_on created",
            "ideas.IdeaVersion": "id idea number precision partner moderation made",
            "ideas.Gathered": "id idea pin state made asked answered",
            "ideas.Author": "id idea pin state created",
            "ideas.OfficeQuestion": "id idea text asked_by asked actor answered moderation",
            "ideas.Decision": "id idea outcome reason decided_by decided_on made",
            "ideas.Milestone": "id idea title text planned done is_last point picture told_late created",
            "watches.Watch": "id municipality created confirmed next_letter",
            "watches.Hit": "id watch pin what entry found told",
            "selections.Selection": "id municipality word is_shared words outline created",
            "exports.Export": "id municipality word subjects format crs profile language state tries rows rows_done"
            " size asked began ended expires wants_letter",
            "insight.ReportOrder": "id municipality word what language state asked wants_letter",
            "pins.Verdict": "id pin closed asked",
            "pins.SameAs": "id source target by_author asked state made decided",
            "pins.PlannedAnswer": "id pin state due made given called_off fault",
            "desk.Case": "id municipality subject subject_id since",
            "desk.Note": "id municipality subject subject_id created",
            "desk.SavedView": "id municipality is_shared question",
            "desk.MorningLetter": "id municipality",
            "desk.Batch": "id municipality word deed made undone",
            "desk.Move": "id batch code subject_id after",
            "budgets.Spent": "times ends",
            "privacy.Door": "id municipality made",
            "privacy.Erasure": "id municipality word made",
        },
    ),
    Plain(
        ASSOCIATIONS,
        {
            "partners.Partner": "id municipality public_point public_web precision neighbourhood neighbourhood_then"
            " slug name kind themes text logo cvr postcode shows_premises reach reach_metres reach_codes service_area"
            " web state state_reason approved created source source_id folded",
            "events.Event": "id municipality public_point public_web precision neighbourhood neighbourhood_then word"
            " kind picture themes zone day begins length rule without also price capacity needs_sign_up step_free"
            " hearing_loop spoken organiser status moderation uid sequence created changed source source_id source_url"
            " source_digest",
            "events.Event_co_organisers": "id event partner",
            "events.CoInvitation": "id event partner invited declined",
            "events.Occurrence": "id event wall starts ends status reason seats_taken",
            "links.Handover": "id word pin partner state what when pays needs result thanks_count created since",
        },
    ),
    Plain(
        COUNTS,
        {
            "findings.Population": "id area sex age_from age_to persons year source",
            "findings.PublishedMap": "id survey key cells shapes tables created",
            "findings.PublishedTags": "id survey table created",
            "atlas.TileCell": "municipality level status cell proposals proposals_east proposals_north proposals_ids"
            " problems problems_east problems_north problems_ids",
            "atlas.TileDelta": "id municipality cell kind status n east north ids",
        },
    ),
    Plain(
        MACHINES,
        {
            "events.Feed": "id municipality organiser name address format recipe mapping often active cancel_missing"
            " source next_try tried succeeded failures problem outcome etag modified created",
            "webhooks.Webhook": "id municipality name address kinds nonce created paused failed_in_row",
            "webhooks.Delivery": "id webhook entry kind subject_id created attempts status sent",
            "open311.ApiKey": "id municipality name digest created revoked hour used",
        },
    ),
    Plain(
        VOTES,
        {
            "ballots.Ballot": "id process word title title_en question question_en method most most_each money voters"
            " state salt created opened closed code_votes browser_votes",
            "ballots.Option": "id ballot word position title title_en text text_en cost source source_id point",
            "ballots.Package": "id ballot number note made size revoked",
            "ballots.Code": "digest package used once",
            "responses.SurveyPackage": "id survey area number note made size revoked",
            "responses.SurveyCode": "digest package used",
            "ballots.Urn": "ballot sealed",
            "ballots.Voter": "ballot",
            "ballots.Count": "id option by votes points firsts",
        },
    ),
    Plain(
        DJANGOS,
        {
            "people.User_groups": "*",
            "people.User_user_permissions": "*",
            "auth.Permission": "*",
            "auth.Group_permissions": "*",
            "auth.Group": "*",
            "contenttypes.ContentType": "*",
            "admin.LogEntry": "id action_time content_type object_id action_flag",
            "procrastinate.ProcrastinateJob": "id queue_name task_name priority status scheduled_at attempts"
            " abort_requested worker",
            "procrastinate.ProcrastinateWorker": "*",
            "procrastinate.ProcrastinateEvent": "*",
            "procrastinate.ProcrastinatePeriodicDefer": "*",
            "account.EmailAddress": "id",
            "account.EmailConfirmation": "*",
            "mfa.Authenticator": "id",
            "socialaccount.SocialAccount": "id",
            "socialaccount.SocialApp": "*",
            "socialaccount.SocialToken": "*",
            "usersessions.UserSession": "id ip data",
            "gis.PostGISGeometryColumns": "*",
            "gis.PostGISSpatialRefSys": "*",
        },
    ),
]
