using System.Text.Json.Serialization;

namespace Ampwright.Station.Hardware;

/// <summary>Something that happened in the hardware. The names are those of a flight record.</summary>
/// <param name="Stamp">Monotonic stamp of when it happened, as <see cref="TimeProvider.GetTimestamp"/>.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(PilotChanged), "pilot")]
[JsonDerivedType(typeof(CableChanged), "cable")]
[JsonDerivedType(typeof(LockChanged), "lock")]
[JsonDerivedType(typeof(ContactorChanged), "contactor")]
[JsonDerivedType(typeof(DeratingChanged), "derating")]
[JsonDerivedType(typeof(CardSeen), "card")]
[JsonDerivedType(typeof(StartButtonPressed), "startButton")]
[JsonDerivedType(typeof(StopButtonPressed), "stopButton")]
[JsonDerivedType(typeof(FaultRaised), "faultRaised")]
[JsonDerivedType(typeof(FaultCleared), "faultCleared")]
[JsonDerivedType(typeof(LinkChanged), "link")]
[JsonDerivedType(typeof(TamperDetected), "tamper")]
[JsonDerivedType(typeof(MainsFailing), "mainsFailing")]
[JsonDerivedType(typeof(MainsBack), "mainsBack")]
public abstract record HardwareEvent(long Stamp);
