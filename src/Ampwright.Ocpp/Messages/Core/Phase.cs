namespace Ampwright.Ocpp.Messages.Core;

/// <summary>The phase, or the pair of conductors, that a value is of. OCPP 1.6 ed. 2 §7.34.</summary>
public enum Phase
{
    L1,
    L2,
    L3,
    N,
    [Spelling("L1-N")]
    L1N,
    [Spelling("L2-N")]
    L2N,
    [Spelling("L3-N")]
    L3N,
    [Spelling("L1-L2")]
    L1L2,
    [Spelling("L2-L3")]
    L2L3,
    [Spelling("L3-L1")]
    L3L1,
}
