using System.Text.Json.Serialization;
using Ampwright.Csms.Access;
using Ampwright.Csms.Authorization;
using Ampwright.Csms.Availability;
using Ampwright.Csms.Boot;
using Ampwright.Csms.Commands;
using Ampwright.Csms.Campaigns;
using Ampwright.Csms.Commands.Bulk;
using Ampwright.Csms.Configuration;
using Ampwright.Csms.ConnectorPages;
using Ampwright.Csms.Demonstration;
using Ampwright.Csms.Diagnostics;
using Ampwright.Csms.Drivers;
using Ampwright.Csms.Events;
using Ampwright.Csms.Firmware;
using Ampwright.Csms.Guests;
using Ampwright.Csms.IdTags;
using Ampwright.Csms.Mail;
using Ampwright.Csms.MessageLog;
using Ampwright.Csms.Metering;
using Ampwright.Csms.Power;
using Ampwright.Csms.Prices;
using Ampwright.Csms.OpenData;
using Ampwright.Csms.Privacy;
using Ampwright.Csms.Quirks;
using Ampwright.Csms.Reconciliation;
using Ampwright.Csms.Reports;
using Ampwright.Csms.Reservations;
using Ampwright.Csms.Retention;
using Ampwright.Csms.SecurityEvents;
using Ampwright.Csms.SecurityProfiles;
using Ampwright.Csms.SmartCharging;
using Ampwright.Csms.StationCertificates;
using Ampwright.Csms.Sites;
using Ampwright.Csms.LocalAuthList;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Transactions;
using Ampwright.Csms.Webhooks;

namespace Ampwright.Csms.Api;

/// <summary>The operators' API. To add to it: a <c>Map…</c> in the feature's folder, called in <see cref="MapApi"/>; its types in <see cref="ApiJson"/>.</summary>
internal static class ApiParts
{
    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.MaxDepth = 16;
        });
        // Bad requests come as exceptions, so that the answer can say what is wrong.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddSingleton<CommandFollower>();
        services.AddApiDocument();
    }

    /// <summary>Outermost: whatever goes wrong further in is answered as a <see cref="Problem"/>.</summary>
    public static void UseApiAnswers(this IApplicationBuilder app)
    {
        app.UseStatusCodePages(ProblemAnswer.ForBareStatusAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = ProblemAnswer.ForExceptionAsync,
            AllowStatusCode404Response = true,
            SuppressDiagnosticsCallback = failure => failure.Exception is ProblemException or BadHttpRequestException,
        });
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1");
        api.MapSession();
        api.MapSecondFactor();
        api.MapSites();
        api.MapStations();
        api.MapConnectors();
        api.MapIdTags();
        api.MapIdTagTable();
        api.MapDrivers();
        api.MapGroups();
        api.MapChargingRules();
        api.MapDecisions();
        api.MapLocalLists();
        api.MapStartCodes();
        api.MapConnectorCodes();
        api.MapConnectorPages();
        api.MapDriverSignIns();
        api.MapCardLearning();
        api.MapVehicles();
        api.MapTransactions();
        api.MapMeterValues();
        api.MapSetAside();
        api.MapCommands();
        api.MapBulkCommands();
        api.MapCampaigns();
        api.MapReservations();
        api.MapProfileLibrary();
        api.MapStationProfiles();
        api.MapSecurityEvents();
        api.MapStationCertificates();
        api.MapSecurityProfileUpgrades();
        api.MapFirmware();
        api.MapFirmwareSigners();
        api.MapFirmwareUpdates();
        api.MapLogUploads();
        api.MapBootSteps();
        api.MapConfiguration();
        api.MapTemplates();
        api.MapEvents();
        api.MapMessages();
        api.MapRetention();
        api.MapWebhooks();
        api.MapMail();
        api.MapCases();
        api.MapPrices();
        api.MapReports();
        api.MapPrivacy();
        api.MapPower();
        api.MapQuirks();
        api.MapAccounts();
        api.MapTokens();
        api.MapAudit();
        api.MapDemonstration();
        routes.MapOpenData();
        routes.MapOpenApi("/openapi/{documentName}.json").Needs(Role.Viewer).HonoursSites();
    }

    /// <summary>Names the errors an endpoint answers with besides those that all of them may.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params int[] statuses) =>
        statuses.Aggregate(route, (builder, status) => builder.Produces<Problem>(status, ProblemAnswer.ContentType));
}
