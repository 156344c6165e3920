using System.Text.Json;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Csms.Commands;

/// <summary>A command before it has a row.</summary>
internal sealed record NewCommand
{
    public required CommandKind Kind { get; init; }

    /// <summary>The request record, or the <see cref="RawPayload"/>; may hold secrets in clear.</summary>
    public required object Request { get; init; }

    /// <summary>Whose command it is, for the record: <see cref="Access.Caller.Label"/>.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>How long it may wait to be sent.</summary>
    public TimeSpan Lifetime { get; init; } = CommandDesk.UsualLifetime;

    /// <summary>False: it fails as soon as the station is not connected.</summary>
    public bool WaitsForStation { get; init; } = true;

    /// <summary>The bulk command it is a part of.</summary>
    public long? BulkId { get; init; }

    public IdempotencyKey? Idempotency { get; init; }

    /// <exception cref="CommandInvalidException">The request breaks a rule of the standard.</exception>
    public static NewCommand Of(IRequest request, string requestedBy)
    {
        try
        {
            request.Action.Request.Check(request);
        }
        catch (OcppViolationException violation)
        {
            throw new CommandInvalidException(violation.Path, violation.Message);
        }
        return new NewCommand { Kind = CommandKind.Of(request.Action), Request = request, RequestedBy = requestedBy };
    }

    /// <param name="action">One of <see cref="CommandKind.All"/>, by its exact name.</param>
    /// <param name="payload">The payload of the CALL, checked strictly.</param>
    /// <param name="requestedBy">Whose command it is.</param>
    /// <exception cref="CommandInvalidException">Action or payload break a rule.</exception>
    public static NewCommand Of(string action, JsonElement payload, string requestedBy)
    {
        var kind = Kinds(action);
        try
        {
            var request = kind.Action.Request.Read(JsonSerializer.SerializeToUtf8Bytes(payload), ReadMode.Strict);
            CommandSecrets.Check(request);
            return new NewCommand { Kind = kind, Request = request, RequestedBy = requestedBy };
        }
        catch (OcppViolationException violation)
        {
            throw new CommandInvalidException(violation.Path, violation.Message);
        }
    }

    /// <summary>A command that is sent as it is, however wrong: what a certification or the search for a fault needs.</summary>
    /// <exception cref="CommandInvalidException">No such action.</exception>
    public static NewCommand Raw(string action, JsonElement payload, string requestedBy) =>
        new() { Kind = Kinds(action), Request = new RawPayload(payload.GetRawText()), RequestedBy = requestedBy };

    public bool IsRaw => Request is RawPayload;

    /// <summary>The payload as it is sent.</summary>
    public string RequestText => Request is RawPayload raw ? raw.Json : PayloadJson.ToText(Kind.Action.Request, Request);

    /// <summary>The payload as it may be stored.</summary>
    public string StoredRequest => Request is RawPayload raw
        ? CommandSecrets.MaskedJson(raw.Json)
        : PayloadJson.ToText(Kind.Action.Request, CommandSecrets.Masked(Request));

    public bool HoldsSecret => !string.Equals(StoredRequest, RequestText, StringComparison.Ordinal);

    private static CommandKind Kinds(string action) => CommandKind.Find(action)
        ?? throw new CommandInvalidException("", $"'{action}' is no command. Known are {string.Join(", ", CommandKind.All.Select(known => known.Action.Name))}.");
}
