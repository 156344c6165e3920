using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.Access;

/// <summary>
/// Whether who asked may still what he might when he asked: for answers that go on for hours. Looked up anew when an account, token or session was
/// changed, before anything else is sent, and now and then for what ends by the clock.
/// </summary>
internal sealed class StandingAccess
{
    private readonly Func<ValueTask<Caller?>> _find;
    private readonly EventHub _hub;
    private readonly Caller _caller;
    private CancellationToken _seen;

    private StandingAccess(Func<ValueTask<Caller?>> find, EventHub hub, Caller caller) => (_find, _hub, _caller) = (find, hub, caller);

    /// <summary>Cancelled when an account, token or session was changed since the last look.</summary>
    public CancellationToken Seen => _seen;

    /// <param name="context">Of a request whose caller is known.</param>
    /// <param name="time">By which sessions and tokens end.</param>
    public static StandingAccess Of(HttpContext context, TimeProvider time)
    {
        var database = context.RequestServices.GetRequiredService<Database>();
        var token = context.Request.Headers.Authorization.ToString() is { Length: > 0 } header ? AccessScheme.TokenOf(header) : null;
        var key = context.Request.Cookies[Sessions.Cookie];
        return new StandingAccess(
            () => database.ReadAsync(connection => token is null ? Sessions.Find(connection, key ?? "", time.GetUtcNow()) : ApiTokens.Find(connection, token, time.GetUtcNow())),
            context.RequestServices.GetRequiredService<EventHub>(), Caller.Of(context)!);
    }

    /// <returns>Whether role and sites are still the same.</returns>
    public ValueTask<bool> HoldsAsync() => _seen.CanBeCanceled && !_seen.IsCancellationRequested ? ValueTask.FromResult(true) : LookAsync();

    /// <returns>Whether role and sites are still the same, looked up whatever was heard.</returns>
    public async ValueTask<bool> LookAsync()
    {
        // Noted before it is looked up: what is changed meanwhile is looked up again.
        _seen = _hub.AccessUnchanged;
        return await _find() is { } now && now.Role == _caller.Role && now.Scope.ToText() == _caller.Scope.ToText() && now.OwesSecondFactor == _caller.OwesSecondFactor;
    }
}
