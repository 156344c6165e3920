using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms;

/// <summary>A case of a CSMS.</summary>
internal abstract class CsmsCase : CertificationCase<CsmsRun>;
