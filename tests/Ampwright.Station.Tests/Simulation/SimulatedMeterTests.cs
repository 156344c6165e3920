using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;
using Ampwright.Station.Tests.Journal;

namespace Ampwright.Station.Tests.Simulation;

public sealed class SimulatedMeterTests
{
    [Fact]
    public void Power_is_voltage_times_current_times_power_factor_on_every_phase_and_their_sum_in_all()
    {
        using var life = new SimulatedLife();
        life.Charge();
        for (var minute = 0; minute < 60; minute++)
        {
            var reading = life.First.Meter.Read();
            foreach (var phase in reading.Phases)
            {
                Assert.InRange(phase.Milliamperes, 15_000, 17_000);
                var product = (decimal)phase.Millivolts * phase.Milliamperes * phase.PowerFactorPermille / 1_000_000;
                Assert.InRange(phase.PowerMilliwatts, product - 1, product + 1);
            }

            Assert.Equal(reading.PowerMilliwatts, reading.Phases.Sum(phase => phase.PowerMilliwatts));
            life.Pass(60);
        }
    }

    [Fact]
    public void The_register_is_the_integral_of_power_within_one_watt_hour()
    {
        using var life = new SimulatedLife();
        var start = life.First.Meter.Read().RegisterWh;
        life.Charge(new SimulatedVehicle { BatteryWh = 30_000, ChargePermille = 700 });
        // What flowed while the car got going.
        var integral = (decimal)(life.First.Meter.Read().RegisterWh - start);
        for (var second = 0; second < 3 * 3600; second++)
        {
            integral += life.First.Meter.Read().PowerMilliwatts / 3_600_000m;
            life.Pass(1);
            if (second == 1800) SimulatedLife.Outcome(life.First.SetOfferAsync(new CurrentOffer(8_000), SimulatedLife.Patience));
        }

        var counted = life.First.Meter.Read().RegisterWh - start;
        Assert.InRange(counted, 5_000, 20_000);
        Assert.InRange(counted - integral, -1.5m, 1.5m);
    }

    [Fact]
    public void Looking_at_the_meter_does_not_change_what_it_shows()
    {
        using var looked = new SimulatedLife(seed: 5);
        using var left = new SimulatedLife(seed: 5);
        looked.Charge();
        left.Charge();
        for (var step = 0; step < 5000; step++)
        {
            looked.Pass(0.7);
            looked.First.Meter.Read();
        }

        left.Pass(3500);
        var (one, other) = (looked.First.Meter.Read(), left.First.Meter.Read());
        Assert.Equal((one.RegisterWh, one.PowerMilliwatts), (other.RegisterWh, other.PowerMilliwatts));
        Assert.Equal(one.Phases, other.Phases);
    }

    [Fact]
    public void The_same_seed_gives_the_same_life_and_another_seed_another()
    {
        Assert.Equal(Story(1), Story(1));
        Assert.NotEqual(Story(1), Story(2));
    }

    [Fact]
    public void The_register_never_falls_whatever_happens_to_the_power()
    {
        var random = new Random(3);
        using var life = new SimulatedLife();
        var last = 0L;
        for (var round = 0; round < 60; round++)
        {
            if (round % 3 == 0 && !life.FirstState.ContactorClosed)
            {
                if (life.FirstState.Pilot != PilotState.A) life.Station.Unplug(1, PlugSide.Both);
                life.Charge();
            }

            life.Pass(random.Next(1, 200));
            if (round % 5 == 4)
            {
                life.Station.CutPower();
                life.Pass(random.Next(1, 50));
                life.Restart(BootCause.Power);
            }

            var now = life.First.Meter.Read().RegisterWh;
            Assert.True(now >= last, $"{now} Wh after {last} Wh");
            last = now;
        }

        Assert.True(last > 1000);
    }

    [Fact]
    public void A_register_once_told_is_still_there_after_the_process_was_killed()
    {
        var disk = new SimulatedDisk();
        using var life = new SimulatedLife(registers: new MeterRegisterFile(disk, 2));
        life.Charge();
        for (var round = 0; round < 50; round++)
        {
            life.Pass(17);
            var told = life.First.Meter.Read().RegisterWh;
            using var after = new SimulatedLife(registers: new MeterRegisterFile(disk.AfterKill(), 2));
            Assert.Equal(told, after.First.Meter.Read().RegisterWh);
            using var cut = new MeterRegisterFile(disk.AfterPowerCut(round), 2);
            Assert.InRange(cut[1], told - (2 * MeterRegisterFile.CheckpointWh), told);
        }
    }

    [Fact]
    public void A_load_pulls_the_voltage_down()
    {
        using var idle = new SimulatedLife(seed: 9);
        using var busy = new SimulatedLife(seed: 9);
        busy.Charge(new SimulatedVehicle { MaxMilliamperes = 32_000 });
        busy.Pass(60);
        idle.Pass(75);
        for (var phase = 0; phase < 3; phase++)
        {
            var drop = idle.First.Meter.Read().Phases[phase].Millivolts - busy.First.Meter.Read().Phases[phase].Millivolts;
            Assert.InRange(drop, 3_500, 6_500);
        }
    }

    [Fact]
    public void Voltage_frequency_and_temperature_stay_believable_for_a_week()
    {
        using var life = new SimulatedLife();
        for (var hour = 0; hour < 24 * 7; hour++)
        {
            life.Pass(3600);
            var reading = life.First.Meter.Read();
            Assert.All(reading.Phases, phase => Assert.InRange(phase.Millivolts, 220_000, 240_000));
            Assert.InRange(reading.FrequencyMillihertz, 49_950, 50_050);
            Assert.InRange(reading.TemperatureMillicelsius, 0, 30_000);
            Assert.Equal(0, reading.PowerMilliwatts);
        }
    }

    [Fact]
    public void A_charging_car_warms_the_contacts()
    {
        using var life = new SimulatedLife();
        var before = life.First.Meter.Read().TemperatureMillicelsius;
        life.Charge(new SimulatedVehicle { MaxMilliamperes = 32_000, ChargePermille = 100, BatteryWh = 90_000 });
        life.Pass(1800);
        Assert.True(life.First.Meter.Read().TemperatureMillicelsius > before + 15_000);
    }

    private static string Story(int seed)
    {
        using var life = new SimulatedLife(seed);
        life.Charge();
        life.Pass(1000);
        life.Station.Unplug(1, PlugSide.Vehicle);
        life.Pass(100);
        return string.Join('\n', life.TakeEvents()) + life.First.Meter.Read().RegisterWh + string.Join(',', life.First.Meter.Read().Phases);
    }
}
