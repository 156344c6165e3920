using Ampwright.Lab.Catalogue;

namespace Ampwright.Lab.Runs;

/// <summary>A case of the revision that a run leaves out.</summary>
/// <param name="Why">In words.</param>
/// <param name="Applies">Whether it is one for this product: then its profile is not tested as a whole.</param>
internal sealed record LeftOut(CaseRow Row, string Why, bool Applies);
