// SPDX-License-Identifier: Apache-2.0
// Written by build/operations.mjs from docs/openapi.json. Do not edit.

import { operation } from "../operation";
import type * as t from "./types.gen";

/** Accept a deviation from the design */
export const acceptDeviation = operation<t.AcceptDeviationData, t.AcceptDeviationResponse>("PUT", "/journeys/{id}/accepted");

/** Accept an invitation, or set a new password */
export const acceptInvitation = operation<t.AcceptInvitationData, t.AcceptInvitationResponse>("POST", "/invitations/{key}");

/** Note what happened on a day */
export const addNote = operation<t.AddNoteData, t.AddNoteResponse>("POST", "/notes");

/** Put a journey into the archive */
export const archiveJourney = operation<t.ArchiveJourneyData, t.ArchiveJourneyResponse>("DELETE", "/journeys/{id}");

/** Compare the scorecards of two segments, two periods or two journeys */
export const askComparison = operation<t.AskComparisonData, t.AskComparisonResponse>("GET", "/questions/comparison");

/** Compare what happened with the design */
export const askConformance = operation<t.AskConformanceData, t.AskConformanceResponse>("GET", "/questions/conformance");

/** See the customers and instances behind a number of the answer */
export const askConformanceCustomers = operation<t.AskConformanceCustomersData, t.AskConformanceCustomersResponse>("GET", "/questions/conformance/customers");

/** See how customers change channels, and where they have to start over */
export const askContinuity = operation<t.AskContinuityData, t.AskContinuityResponse>("GET", "/questions/continuity");

/** See the customers and instances behind a number of the answer */
export const askContinuityCustomers = operation<t.AskContinuityCustomersData, t.AskContinuityCustomersResponse>("GET", "/questions/continuity/customers");

/** See the customers and instances behind a number */
export const askCustomers = operation<t.AskCustomersData, t.AskCustomersResponse>("GET", "/questions/customers");

/** Propose a journey from the events, with its fitness */
export const askDiscovery = operation<t.AskDiscoveryData, t.AskDiscoveryResponse>("GET", "/questions/discovery");

/** See how long it takes, by what it came to */
export const askDurations = operation<t.AskDurationsData, t.AskDurationsResponse>("GET", "/questions/durations");

/** See who is new, stays, comes back and falls silent in each period */
export const askFlows = operation<t.AskFlowsData, t.AskFlowsResponse>("GET", "/questions/flows");

/** See the customers and instances behind a number of the answer */
export const askFlowsCustomers = operation<t.AskFlowsCustomersData, t.AskFlowsCustomersResponse>("GET", "/questions/flows/customers");

/** See how many go on from step to step, how fast, and where they are lost */
export const askFunnel = operation<t.AskFunnelData, t.AskFunnelResponse>("GET", "/questions/funnel");

/** See the customers and instances behind a number of the answer */
export const askFunnelCustomers = operation<t.AskFunnelCustomersData, t.AskFunnelCustomersResponse>("GET", "/questions/funnel/customers");

/** See the first steps, level by level, as a graph whose totals add up */
export const askLevels = operation<t.AskLevelsData, t.AskLevelsResponse>("GET", "/questions/levels");

/** See the customers and instances behind a number of the answer */
export const askLevelsCustomers = operation<t.AskLevelsCustomersData, t.AskLevelsCustomersResponse>("GET", "/questions/levels/customers");

/** See who goes on from each journey to each */
export const askMatrix = operation<t.AskMatrixData, t.AskMatrixResponse>("GET", "/questions/matrix");

/** See the customers and instances behind a number of the answer */
export const askMatrixCustomers = operation<t.AskMatrixCustomersData, t.AskMatrixCustomersResponse>("GET", "/questions/matrix/customers");

/** See how many of those who first came in a period are active later */
export const askRetention = operation<t.AskRetentionData, t.AskRetentionResponse>("GET", "/questions/retention");

/** See the customers and instances behind a number of the answer */
export const askRetentionCustomers = operation<t.AskRetentionCustomersData, t.AskRetentionCustomersResponse>("GET", "/questions/retention/customers");

/** See how many come back */
export const askReturns = operation<t.AskReturnsData, t.AskReturnsResponse>("GET", "/questions/returns");

/** See the customers and instances behind a number of the answer */
export const askReturnsCustomers = operation<t.AskReturnsCustomersData, t.AskReturnsCustomersResponse>("GET", "/questions/returns/customers");

/** See what is done again: on the same channel, or on another */
export const askRework = operation<t.AskReworkData, t.AskReworkResponse>("GET", "/questions/rework");

/** See who reaches each step, where they leave, how long it takes, how satisfied they are */
export const askScorecard = operation<t.AskScorecardData, t.AskScorecardResponse>("GET", "/questions/scorecard");

/** See the scorecard of each segment, channel, month and so on */
export const askScorecards = operation<t.AskScorecardsData, t.AskScorecardsResponse>("GET", "/questions/scorecards");

/** See in which states of a lifecycle customers begin, and how states follow each other */
export const askStates = operation<t.AskStatesData, t.AskStatesResponse>("GET", "/questions/states");

/** See the customers and instances behind a number of the answer */
export const askStatesCustomers = operation<t.AskStatesCustomersData, t.AskStatesCustomersResponse>("GET", "/questions/states/customers");

/** See in how many periods customers are active */
export const askStickiness = operation<t.AskStickinessData, t.AskStickinessResponse>("GET", "/questions/stickiness");

/** See the customers and instances behind a number of the answer */
export const askStickinessCustomers = operation<t.AskStickinessCustomersData, t.AskStickinessCustomersResponse>("GET", "/questions/stickiness/customers");

/** See which steps follow each other, how often and how fast */
export const askTransitions = operation<t.AskTransitionsData, t.AskTransitionsResponse>("GET", "/questions/transitions");

/** See what happens on the way that the map does not know */
export const askUnmapped = operation<t.AskUnmappedData, t.AskUnmappedResponse>("GET", "/questions/unmapped");

/** List the different orders of steps, the most frequent first */
export const askVariants = operation<t.AskVariantsData, t.AskVariantsResponse>("GET", "/questions/variants");

/** See what those who converted did otherwise than those who did not */
export const askWhy = operation<t.AskWhyData, t.AskWhyResponse>("GET", "/questions/why");

/** Break an import off; what it added stays */
export const cancelImport = operation<t.CancelImportData, t.CancelImportResponse>("POST", "/imports/{id}/cancel");

/** Change one's name or language */
export const changeMe = operation<t.ChangeMeData, t.ChangeMeResponse>("PATCH", "/me");

/** Change one's password, and end all other sessions */
export const changePassword = operation<t.ChangePasswordData, t.ChangePasswordResponse>("POST", "/me/password");

/** Give somebody another role, and end their sessions */
export const changeRole = operation<t.ChangeRoleData, t.ChangeRoleResponse>("PATCH", "/people/{id}");

/** Rename, move or pin a view */
export const changeView = operation<t.ChangeViewData, t.ChangeViewResponse>("PATCH", "/views/{id}");

/** Change the workspace's name or time zone */
export const changeWorkspace = operation<t.ChangeWorkspaceData, t.ChangeWorkspaceResponse>("PATCH", "/workspace");

/** Count the events that evidence matches */
export const countEvents = operation<t.CountEventsData, t.CountEventsResponse>("POST", "/events/count");

/** Count the customers for whom a segment's rule holds, before it is kept */
export const countSegment = operation<t.CountSegmentData, t.CountSegmentResponse>("POST", "/segments/count");

/** Forget an import and delete its files; the events that it added stay */
export const deleteImport = operation<t.DeleteImportData, t.DeleteImportResponse>("DELETE", "/imports/{id}");

/** What changed between two versions, in parts and in words */
export const diffJourney = operation<t.DiffJourneyData, t.DiffJourneyResponse>("GET", "/journeys/{id}/diff");

/** Throw the draft away */
export const discardDraft = operation<t.DiscardDraftData, t.DiscardDraftResponse>("POST", "/journeys/{id}/discard");

/** Download every instance behind a number */
export const downloadAskConformanceCustomers = operation<t.DownloadAskConformanceCustomersData, string>("GET", "/questions/conformance/customers/table");

/** Download every instance behind a number */
export const downloadAskContinuityCustomers = operation<t.DownloadAskContinuityCustomersData, string>("GET", "/questions/continuity/customers/table");

/** Download every instance behind a number */
export const downloadAskCustomers = operation<t.DownloadAskCustomersData, string>("GET", "/questions/customers/table");

/** Download every instance behind a number */
export const downloadAskFlowsCustomers = operation<t.DownloadAskFlowsCustomersData, string>("GET", "/questions/flows/customers/table");

/** Download every instance behind a number */
export const downloadAskFunnelCustomers = operation<t.DownloadAskFunnelCustomersData, string>("GET", "/questions/funnel/customers/table");

/** Download every instance behind a number */
export const downloadAskLevelsCustomers = operation<t.DownloadAskLevelsCustomersData, string>("GET", "/questions/levels/customers/table");

/** Download every instance behind a number */
export const downloadAskMatrixCustomers = operation<t.DownloadAskMatrixCustomersData, string>("GET", "/questions/matrix/customers/table");

/** Download every instance behind a number */
export const downloadAskRetentionCustomers = operation<t.DownloadAskRetentionCustomersData, string>("GET", "/questions/retention/customers/table");

/** Download every instance behind a number */
export const downloadAskReturnsCustomers = operation<t.DownloadAskReturnsCustomersData, string>("GET", "/questions/returns/customers/table");

/** Download every instance behind a number */
export const downloadAskStatesCustomers = operation<t.DownloadAskStatesCustomersData, string>("GET", "/questions/states/customers/table");

/** Download every instance behind a number */
export const downloadAskStickinessCustomers = operation<t.DownloadAskStickinessCustomersData, string>("GET", "/questions/stickiness/customers/table");

/** Download who did what */
export const downloadAudit = operation<t.DownloadAuditData, string>("GET", "/audit/table");

/** Download the channels, with how many events came on each */
export const downloadChannels = operation<t.DownloadChannelsData, string>("GET", "/tables/channels");

/** Download the answer as a table */
export const downloadConformance = operation<t.DownloadConformanceData, string>("GET", "/questions/conformance/table");

/** Download the answer as a table */
export const downloadContinuity = operation<t.DownloadContinuityData, string>("GET", "/questions/continuity/table");

/** Download what was counted by hand */
export const downloadCounts = operation<t.DownloadCountsData, string>("GET", "/counts/table");

/** Download the customers that a search finds */
export const downloadCustomers = operation<t.DownloadCustomersData, string>("GET", "/customers/table");

/** Download the answer as a table */
export const downloadDurations = operation<t.DownloadDurationsData, string>("GET", "/questions/durations/table");

/** Download the names of events with how many there are */
export const downloadEventNames = operation<t.DownloadEventNamesData, string>("GET", "/events/names/table");

/** Download which properties events of a name have */
export const downloadEventProperties = operation<t.DownloadEventPropertiesData, string>("GET", "/events/properties/table");

/** Download events, in the order in which they came */
export const downloadEvents = operation<t.DownloadEventsData, string>("GET", "/events/table");

/** Download what has arrived, source by source */
export const downloadEventSources = operation<t.DownloadEventSourcesData, string>("GET", "/events/sources/table");

/** Download the answer as a table */
export const downloadFlows = operation<t.DownloadFlowsData, string>("GET", "/questions/flows/table");

/** Download the answer as a table */
export const downloadFunnel = operation<t.DownloadFunnelData, string>("GET", "/questions/funnel/table");

/** Download what became of each file of an import */
export const downloadImportFiles = operation<t.DownloadImportFilesData, string>("GET", "/imports/{id}/table");

/** Download the list of imports */
export const downloadImports = operation<t.DownloadImportsData, string>("GET", "/imports/table");

/** Download the list of journeys, with how they do */
export const downloadJourneys = operation<t.DownloadJourneysData, string>("GET", "/tables/journeys");

/** Download the events that a proposed journey leaves out, with why */
export const downloadLeftOut = operation<t.DownloadLeftOutData, string>("GET", "/questions/discovery/left-out/table");

/** Download the answer as a table */
export const downloadLevels = operation<t.DownloadLevelsData, string>("GET", "/questions/levels/table");

/** Download the answer as a table */
export const downloadMatrix = operation<t.DownloadMatrixData, string>("GET", "/questions/matrix/table");

/** Download how customers went on from state to state */
export const downloadMoves = operation<t.DownloadMovesData, string>("GET", "/questions/states/moves/table");

/** Download what happened on which days */
export const downloadNotes = operation<t.DownloadNotesData, string>("GET", "/notes/table");

/** Download who works in the workspace */
export const downloadPeople = operation<t.DownloadPeopleData, string>("GET", "/people/table");

/** Download the personas, with how many customers each stands for */
export const downloadPersonas = operation<t.DownloadPersonasData, string>("GET", "/tables/personas");

/** Download what could not become an event, and why */
export const downloadQuarantine = operation<t.DownloadQuarantineData, string>("GET", "/quarantine/table");

/** Download how many rows could not become an event, by source, file and reason */
export const downloadRefusals = operation<t.DownloadRefusalsData, string>("GET", "/quarantine/parts/table");

/** Download the answer as a table */
export const downloadRetention = operation<t.DownloadRetentionData, string>("GET", "/questions/retention/table");

/** Download the answer as a table */
export const downloadReturns = operation<t.DownloadReturnsData, string>("GET", "/questions/returns/table");

/** Download the answer as a table */
export const downloadRework = operation<t.DownloadReworkData, string>("GET", "/questions/rework/table");

/** Download the answer as a table */
export const downloadScorecard = operation<t.DownloadScorecardData, string>("GET", "/questions/scorecard/table");

/** Download the segments, with how many customers each holds */
export const downloadSegments = operation<t.DownloadSegmentsData, string>("GET", "/tables/segments");

/** Download the answer as a table */
export const downloadStates = operation<t.DownloadStatesData, string>("GET", "/questions/states/table");

/** Download the answer as a table */
export const downloadStickiness = operation<t.DownloadStickinessData, string>("GET", "/questions/stickiness/table");

/** Download the library of touchpoints, with how many steps use each */
export const downloadTouchpoints = operation<t.DownloadTouchpointsData, string>("GET", "/tables/touchpoints");

/** Download the answer as a table */
export const downloadTransitions = operation<t.DownloadTransitionsData, string>("GET", "/questions/transitions/table");

/** Download the answer as a table */
export const downloadUnmapped = operation<t.DownloadUnmappedData, string>("GET", "/questions/unmapped/table");

/** Download the answer as a table */
export const downloadVariants = operation<t.DownloadVariantsData, string>("GET", "/questions/variants/table");

/** Download the answer as a table */
export const downloadWhy = operation<t.DownloadWhyData, string>("GET", "/questions/why/table");

/** Draw a journey's map */
export const drawJourney = operation<t.DrawJourneyData, string>("GET", "/journeys/{id}/drawing");

/** Change the draft of a journey, field by field */
export const editJourney = operation<t.EditJourneyData, t.EditJourneyResponse>("POST", "/journeys/{id}/edits");

/** Sign out somewhere else */
export const endSession = operation<t.EndSessionData, t.EndSessionResponse>("DELETE", "/sessions/{id}");

/** Enter or correct what was counted by hand */
export const enterCounts = operation<t.EnterCountsData, t.EnterCountsResponse>("POST", "/counts");

/** Erase a customer with every event */
export const eraseCustomer = operation<t.EraseCustomerData, t.EraseCustomerResponse>("DELETE", "/customers/{id}");

/** What a link invites to */
export const getInvitation = operation<t.GetInvitationData, t.GetInvitationResponse>("GET", "/invitations/{key}");

/** Who one is, and what one may do */
export const getMe = operation<t.GetMeData, t.GetMeResponse>("GET", "/me");

/** Whether the workspace waits to be set up */
export const getSetUp = operation<t.GetSetUpData, t.GetSetUpResponse>("GET", "/setup");

/** Invite somebody */
export const invite = operation<t.InviteData, t.InviteResponse>("POST", "/invitations");

/** Which deviations from the design are accepted, by whom */
export const listAccepted = operation<t.ListAcceptedData, t.ListAcceptedResponse>("GET", "/journeys/{id}/accepted");

/** Who did what */
export const listAudit = operation<t.ListAuditData, t.ListAuditResponse>("GET", "/audit");

/** See what was counted by hand */
export const listCounts = operation<t.ListCountsData, t.ListCountsResponse>("GET", "/counts");

/** Find customers, those who came last first */
export const listCustomers = operation<t.ListCustomersData, t.ListCustomersResponse>("GET", "/customers");

/** The segments, personas, channels and so on */
export const listDocuments = operation<t.ListDocumentsData, t.ListDocumentsResponse>("GET", "/documents/{kind}");

/** Its versions */
export const listDocumentVersions = operation<t.ListDocumentVersionsData, t.ListDocumentVersionsResponse>("GET", "/documents/{kind}/{id}/versions");

/** List the names of events */
export const listEventNames = operation<t.ListEventNamesData, t.ListEventNamesResponse>("GET", "/events/names");

/** See which properties events of a name have */
export const listEventProperties = operation<t.ListEventPropertiesData, t.ListEventPropertiesResponse>("GET", "/events/properties");

/** List events, those that came last first */
export const listEvents = operation<t.ListEventsData, t.ListEventsResponse>("GET", "/events");

/** List the imports and uploads */
export const listImports = operation<t.ListImportsData, t.ListImportsResponse>("GET", "/imports");

/** Invitations that wait to be accepted */
export const listInvitations = operation<t.ListInvitationsData, t.ListInvitationsResponse>("GET", "/invitations");

/** The journeys */
export const listJourneys = operation<t.ListJourneysData, t.ListJourneysResponse>("GET", "/journeys");

/** What happened on which days */
export const listNotes = operation<t.ListNotesData, t.ListNotesResponse>("GET", "/notes");

/** Who works in the workspace */
export const listPeople = operation<t.ListPeopleData, t.ListPeopleResponse>("GET", "/people");

/** See what could not become an event, and why */
export const listQuarantine = operation<t.ListQuarantineData, t.ListQuarantineResponse>("GET", "/quarantine");

/** Where one is signed in */
export const listSessions = operation<t.ListSessionsData, t.ListSessionsResponse>("GET", "/sessions");

/** The named senders of events */
export const listSources = operation<t.ListSourcesData, t.ListSourcesResponse>("GET", "/sources");

/** Journeys of twelve sectors to begin from */
export const listTemplates = operation<t.ListTemplatesData, t.ListTemplatesResponse>("GET", "/templates");

/** One's tokens; for owners everybody's */
export const listTokens = operation<t.ListTokensData, t.ListTokensResponse>("GET", "/tokens");

/** The versions of a journey */
export const listVersions = operation<t.ListVersionsData, t.ListVersionsResponse>("GET", "/journeys/{id}/versions");

/** One's saved views */
export const listViews = operation<t.ListViewsData, t.ListViewsResponse>("GET", "/views");

/** The ways to sign in */
export const listWaysIn = operation<t.ListWaysInData, t.ListWaysInResponse>("GET", "/sign-in");

/** Make a journey: empty, from a template, from a document, or to improve another */
export const makeJourney = operation<t.MakeJourneyData, t.MakeJourneyResponse>("POST", "/journeys");

/** Make a write key */
export const makeSourceKey = operation<t.MakeSourceKeyData, t.MakeSourceKeyResponse>("POST", "/sources/{id}/keys");

/** Make a token for a program */
export const makeToken = operation<t.MakeTokenData, t.MakeTokenResponse>("POST", "/tokens");

/** See which events there are, from where, since when */
export const overviewEvents = operation<t.OverviewEventsData, t.OverviewEventsResponse>("GET", "/events/overview");

/** See what the first rows would become under a mapping; nothing is written */
export const previewImport = operation<t.PreviewImportData, t.PreviewImportResponse>("POST", "/imports/{id}/preview");

/** Make the draft the next version */
export const publishJourney = operation<t.PublishJourneyData, t.PublishJourneyResponse>("POST", "/journeys/{id}/publish");

/** Make a document the draft of a journey */
export const putJourneyDocument = operation<t.PutJourneyDocumentData, t.PutJourneyDocumentResponse>("PUT", "/journeys/{id}/document");

/** See what is known of a customer now */
export const readCustomer = operation<t.ReadCustomerData, t.ReadCustomerResponse>("GET", "/customers/{id}");

/** One of them */
export const readDocument = operation<t.ReadDocumentData, t.ReadDocumentResponse>("GET", "/documents/{kind}/{id}");

/** See how far an import is, and what became of it */
export const readImport = operation<t.ReadImportData, t.ReadImportResponse>("GET", "/imports/{id}");

/** See the first rows of the files as they are */
export const readImportTables = operation<t.ReadImportTablesData, t.ReadImportTablesResponse>("GET", "/imports/{id}/tables");

/** A journey, in its latest version or another text */
export const readJourney = operation<t.ReadJourneyData, t.ReadJourneyResponse>("GET", "/journeys/{id}");

/** A journey's document, as YAML */
export const readJourneyDocument = operation<t.ReadJourneyDocumentData, string>("GET", "/journeys/{id}/document");

/** See what a customer did and said, the newest first */
export const readTimeline = operation<t.ReadTimelineData, t.ReadTimelineResponse>("GET", "/customers/{id}/timeline");

/** Remove it, if nothing uses it */
export const removeDocument = operation<t.RemoveDocumentData, t.RemoveDocumentResponse>("DELETE", "/documents/{kind}/{id}");

/** Remove a note */
export const removeNote = operation<t.RemoveNoteData, t.RemoveNoteResponse>("DELETE", "/notes/{id}");

/** Remove somebody, with their sessions and tokens */
export const removePerson = operation<t.RemovePersonData, t.RemovePersonResponse>("DELETE", "/people/{id}");

/** Remove a view */
export const removeView = operation<t.RemoveViewData, t.RemoveViewResponse>("DELETE", "/views/{id}");

/** Make a link with which somebody sets a new password */
export const resetPassword = operation<t.ResetPasswordData, t.ResetPasswordResponse>("POST", "/people/{id}/password");

/** Make a version of before the draft */
export const restoreJourney = operation<t.RestoreJourneyData, t.RestoreJourneyResponse>("POST", "/journeys/{id}/restore");

/** Revoke a write key */
export const revokeSourceKey = operation<t.RevokeSourceKeyData, t.RevokeSourceKeyResponse>("DELETE", "/sources/{id}/keys/{key}");

/** Revoke a token */
export const revokeToken = operation<t.RevokeTokenData, t.RevokeTokenResponse>("DELETE", "/tokens/{id}");

/** Ask a question as the command line does, and see what it prints */
export const runCommand = operation<t.RunCommandData, t.RunCommandResponse>("POST", "/commands");

/** Save it as its next version, or make it */
export const saveDocument = operation<t.SaveDocumentData, t.SaveDocumentResponse>("PUT", "/documents/{kind}/{id}");

/** Make a source, or give it another title */
export const saveSource = operation<t.SaveSourceData, t.SaveSourceResponse>("PUT", "/sources/{id}");

/** Save a view */
export const saveView = operation<t.SaveViewData, t.SaveViewResponse>("POST", "/views");

/** Set the workspace up, as its first owner */
export const setUp = operation<t.SetUpData, t.SetUpResponse>("POST", "/setup");

/** Sign in with a password */
export const signIn = operation<t.SignInData, t.SignInResponse>("POST", "/session");

/** Sign out */
export const signOut = operation<t.SignOutData, t.SignOutResponse>("DELETE", "/session");

/** Import the files, in the background */
export const startImport = operation<t.StartImportData, t.StartImportResponse>("POST", "/imports/{id}/start");

/** Hear what changes, as server-sent events */
export const stream = operation<t.StreamData, string>("GET", "/stream");

/** Accept a deviation no longer */
export const takeBackDeviation = operation<t.TakeBackDeviationData, t.TakeBackDeviationResponse>("DELETE", "/journeys/{id}/accepted");

/** Say where one is on a map */
export const tellPresence = operation<t.TellPresenceData, t.TellPresenceResponse>("POST", "/presence");

/** Upload files to import */
export const uploadFiles = operation<t.UploadFilesData, t.UploadFilesResponse>("POST", "/imports");

/** Find what is wrong with a document, without keeping it */
export const validate = operation<t.ValidateData, t.ValidateResponse>("POST", "/validate");

/** Make an invitation void */
export const withdrawInvitation = operation<t.WithdrawInvitationData, t.WithdrawInvitationResponse>("DELETE", "/invitations/{key}");
