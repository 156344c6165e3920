using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Commands;
using Ampwright.Csms.ConnectorPages;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Guests;

/// <summary>A start code that somebody gives: used, or why not. Wrong ones are counted by address.</summary>
internal static class StartCodeUse
{
    /// <param name="text">The code.</param>
    /// <param name="at">The connector whose page it is given at: one of another connector is none there; null: it is given at none.</param>
    /// <param name="database">The store.</param>
    /// <param name="limits">How many wrong ones an address may give.</param>
    /// <param name="context">The request.</param>
    /// <returns>The code, and the command that starts its session.</returns>
    /// <exception cref="ProblemException">404: unknown or over; 409: used, or the station is away; 429: too many wrong ones.</exception>
    public static async Task<(StartCode Code, long CommandId)> UseAsync(string text, ConnectorCode? at, Database database, AttemptLimits limits, HttpContext context)
    {
        // A right code is let in whatever others try behind the same address: nobody guesses 128 bits. A wrong one costs no more than a look.
        if (!StartCodes.IsOne(text) || await database.ReadAsync(connection => StartCodes.Find(connection, text)) is null) throw Wrong(limits, AttemptLimits.SourceOf(context));
        var used = await database.WriteAsync(unit =>
        {
            var code = StartCodes.Find(unit.Connection, text);
            if (at is not null && (code?.StationId != at.StationId || code.ConnectorId != at.ConnectorId)) return default;
            switch (code?.StateAt(unit.Now))
            {
                case null or StartCodeState.Expired or StartCodeState.Withdrawn: return default;
                case not StartCodeState.Open: throw Used();
            }
            if (StationRegistry.Find(unit.Connection, code!.Station) is not { } station) return default;
            try
            {
                return (Code: code, CommandId: StartCodes.Use(unit, code, station) ?? throw Used());
            }
            catch (CommandInvalidException refusal)
            {
                throw Problem.Conflict("station-not-ready", $"The station cannot be reached now; the code stays good until it ends. {refusal.Message}").AsException();
            }
        });
        return used.Code is not null ? used : throw Unknown();
    }

    private static ProblemException Wrong(AttemptLimits limits, string source)
    {
        if (limits.StartCodes.RetryAfter(source) is { } wait) return Problem.TooManyRequests(wait, "There were too many wrong codes from this address.").AsException();
        limits.StartCodes.Count(source);
        return Unknown();
    }

    private static ProblemException Unknown() => Problem.NotFound("start-code-unknown", "The code is not known, or its time is over. Have a new one shown.").AsException();

    private static ProblemException Used() =>
        Problem.Conflict("start-code-used", "The code has been used: each starts one session. Have a new one shown.").AsException();
}
