using System.Reflection;
using System.Security.Claims;

namespace Ampwright.Csms.Access;

/// <summary>Who makes a request: an account signed in at the page, or an API token.</summary>
/// <param name="Name">The account's or token's name.</param>
/// <param name="Scope">The sites on which the role holds.</param>
/// <param name="SessionHash">The session's key in the store; null for a token.</param>
/// <param name="OwesSecondFactor">An account that must have a second factor and has none yet.</param>
internal sealed record Caller(CallerKind Kind, string Name, Role Role, SiteScope Scope, string? SessionHash = null, bool OwesSecondFactor = false)
{
    /// <summary>The program itself, for what it does on its own at the first start.</summary>
    public static Caller Program { get; } = new(CallerKind.Program, "ampwright-csms", Role.Owner, SiteScope.Everywhere);

    /// <summary>Whoever uses a start code: nobody we know, with no role anywhere.</summary>
    public static Caller Guest(long startCode) => new(CallerKind.Guest, startCode.ToString(System.Globalization.CultureInfo.InvariantCulture), Role.Viewer, SiteScope.Of([]));

    /// <summary>A driver at a connector's page: with no role anywhere.</summary>
    public static Caller Driver(long driver) => new(CallerKind.Driver, driver.ToString(System.Globalization.CultureInfo.InvariantCulture), Role.Viewer, SiteScope.Of([]));

    /// <summary>As it stands in the audit log: <c>account:owner</c>, <c>token:billing</c>.</summary>
    public string Label => $"{Kind.ToString().ToLowerInvariant()}:{Name}";

    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(Of(context));

    public static Caller? Of(HttpContext context) => (context.User.Identity as CallerIdentity)?.Caller;

    public ClaimsPrincipal ToPrincipal() => new(new CallerIdentity(this));

    private sealed class CallerIdentity(Caller caller) : ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Label)], AccessScheme.Name)
    {
        public Caller Caller { get; } = caller;
    }
}

internal enum CallerKind
{
    Program,
    Account,
    Token,
    Guest,
    Driver,
}
