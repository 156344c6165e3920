namespace Ampwright.Lab.Reports;

/// <summary>A profile's result.</summary>
/// <param name="Result">
/// pass where every case of the profile that applies to the product passed; incomplete where those that ran passed and others were left out;
/// fail; not tested.
/// </param>
/// <param name="Selected">The cases that apply, run or left out.</param>
internal sealed record ProfileResult(string Profile, string Result, int Passed, int Selected);
