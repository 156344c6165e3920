namespace Ampwright.Csms.SecurityProfiles;

/// <summary>One thing that was looked at before an upgrade.</summary>
/// <param name="Name">For programs; stays the same between releases.</param>
/// <param name="Ok">False: the upgrade is not begun.</param>
/// <param name="Detail">What holds, or what to do.</param>
internal sealed record PreCheck(string Name, bool Ok, string Detail);
