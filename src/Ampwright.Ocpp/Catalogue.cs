using System.Collections.Frozen;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Ocpp;

/// <summary>
/// Every action of OCPP 1.6 (28) and of the security whitepaper ed. 3 (11). Dispatch, validation, API, lab and documents read this
/// table; a test holds it against the official schemas.
/// To add an action: a file under Messages, one line here, one line in the list at the end.
/// </summary>
public static class Catalogue
{
    public static readonly OcppAction Authorize =
        new("Authorize", Direction.StationToCsms, FeatureProfile.Core, AuthorizeRequest.Shape, AuthorizeResponse.Shape);

    private static readonly FrozenDictionary<string, OcppAction> ByName = All.ToFrozenDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>All actions, by profile and name.</summary>
    public static IReadOnlyList<OcppAction> All => [Authorize];

    /// <summary>The action of that exact name, or null: names are case-sensitive (OCPP-J 1.6 §4.2.1).</summary>
    public static OcppAction? Find(string name) => ByName.GetValueOrDefault(name);
}
