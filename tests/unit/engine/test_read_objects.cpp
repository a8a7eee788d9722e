// Good literal answers of several API versions, and broken ones.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "engine/read_objects.hpp"

using namespace dropsweep;

namespace {

const std::string hex(64, 'a'), other_hex(64, 'b');
const std::string image_id = "sha256:" + hex, other_image_id = "sha256:" + other_hex;

// 'A' and 'B' in back quotes stand for ids, so that the literals stay readable.
std::string with_ids(std::string text) {
  for (const auto& [mark, id] : {std::pair{"`A`", hex}, std::pair{"`B`", other_hex}}) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.replace(at, 3, id);
  }
  return text;
}

instant at(std::string_view text) { return *parse_instant(text); }

template <class T>
std::string complaint(const read_result<T>& read) {
  return read ? "" : read.error();
}

}  // namespace

TEST_CASE("An image of the list: no \"<none>\" among its names, its parent, its labels") {
  // 20.10 (API 1.41) writes <none> for what is not there, 24.0 and later write nothing.
  const auto read = read_image_list(with_ids(R"([
    {"Containers":-1,"Created":1767225600,"Id":"sha256:`A`","Labels":{"persist":"true"},"ParentId":"","RepoDigests":["<none>@<none>"],
     "RepoTags":["<none>:<none>"],"SharedSize":-1,"Size":1000,"VirtualSize":1000},
    {"Created":0,"Id":"sha256:`B`","Labels":null,"ParentId":"sha256:`A`","RepoDigests":["shop/web@sha256:`B`","shop/web@sha256:`B`"],"RepoTags":["shop/web:1","shop/web:latest"],"Size":20}])"));
  REQUIRE(read);
  const auto& first = read->at(0);
  CHECK(first.id == image_id);
  CHECK(first.tags.empty());
  CHECK(first.digests.empty());
  CHECK(first.created == at("2026-01-01T00:00:00Z"));
  CHECK(first.size == byte_count{1000});
  CHECK_FALSE(first.shared);
  CHECK(first.labels == labels{{"persist", "true"}});
  const auto& second = read->at(1);
  CHECK(second.tags == std::vector<foreign>{"shop/web:1", "shop/web:latest"});
  CHECK(second.digests.size() == 1);
  CHECK(second.parent == image_id);
  CHECK_FALSE(second.created);
}

TEST_CASE("The inspection of an image adds when it was tagged and its labels, and takes no label away") {
  auto listed =
      read_image_list(with_ids(R"([{"Id":"sha256:`A`","RepoTags":["a:1"],"Labels":{"keep":"1","both":"list"}}])"))->front();
  const auto inspected =
      read_image(with_ids(R"({"Id":"sha256:`A`","RepoTags":["a:1","a:2"],"Created":"2026-01-01T00:00:00.5Z","Size":7,
    "Metadata":{"LastTagTime":"2026-02-03T04:05:06.789Z"},"Config":{"Labels":{"both":"inspect","more":"2"}}})"));
  REQUIRE(inspected);
  add_inspection(listed, *inspected);
  CHECK(listed.tags.size() == 2);
  CHECK(listed.last_tagged == at("2026-02-03T04:05:06.789Z"));
  CHECK(listed.labels == labels{{"keep", "1"}, {"both", "list"}, {"more", "2"}});
}

TEST_CASE("An image's topmost layer is known by its folder where there is one") {
  const auto layer = [](std::string_view driver) {
    return read_image(with_ids(fmt::format(R"({{"Id":"sha256:`A`","GraphDriver":{}}})", driver)))->layer;
  };
  CHECK(layer(R"({"Name":"overlay2","Data":{"UpperDir":"/var/lib/docker/overlay2/abc123/diff"}})") == "abc123");
  for (const auto* none : {"null", R"({"Data":null})", R"({"Data":{}})", R"({"Data":{"UpperDir":"/diff"}})",
                           R"({"Data":{"UpperDir":"/x/abc"}})", R"({"Data":{"UpperDir":""}})", R"({"Data":{"UpperDir":7}})"})
    CHECK(layer(none) == "");
}

TEST_CASE("An image that was never tagged here, or has no configuration, has no date of it") {
  for (const auto* rest :
       {R"("Metadata":{"LastTagTime":"0001-01-01T00:00:00Z"})", R"("Metadata":{}, "Config":null)", R"("Metadata":null)",
        R"("Metadata":{"LastTagTime":"yesterday"})", R"("Metadata":{"LastTagTime":5e300})"}) {
    const auto read = read_image(with_ids(fmt::format(R"({{"Id":"sha256:`A`",{}}})", rest)));
    REQUIRE(read);
    CHECK_FALSE(read->last_tagged);
  }
}

TEST_CASE("The list of containers alone already says what they need: image, volumes, networks, labels") {
  const auto read = read_container_list(
      with_ids(R"([{"Id":"`A`","Names":["/db/alias","/web"],"Image":"shop/web:1","ImageID":"sha256:`B`","Created":1767225600,
    "State":"exited","Labels":{"a":"b"},"HostConfig":{"NetworkMode":"shop_default"},
    "NetworkSettings":{"Networks":{"shop_default":{"NetworkID":"`B`"}}},
    "Mounts":[{"Type":"volume","Name":"data","Source":"/var/lib/docker/volumes/data/_data","Destination":"/data"},
              {"Type":"bind","Source":"/etc","Destination":"/host-etc"},{"Type":"tmpfs","Destination":"/run"}]}])"));
  REQUIRE(read);
  const auto& it = read->front();
  CHECK(it.name == "web");
  CHECK(it.image_id == other_image_id);
  CHECK(it.image_reference == "shop/web:1");
  CHECK(it.state == container_state::exited);
  REQUIRE(it.mounts.size() == 3);
  CHECK(it.mounts[0].type == mount::kind::volume);
  CHECK(it.mounts[0].source == "data");
  CHECK(it.mounts[1].source == "/etc");
  REQUIRE(it.networks.size() == 1);
  CHECK(it.networks[0].id == other_hex);
}

TEST_CASE("The inspection of a container: times, health, restarts, limits, ports, image mounts") {
  const auto read =
      read_container(with_ids(R"({"Id":"`A`","Name":"/web","Created":"2026-01-01T00:00:00Z","Image":"sha256:`B`","RestartCount":3,
    "State":{"Status":"running","StartedAt":"2026-01-02T00:00:00Z","FinishedAt":"0001-01-01T00:00:00Z","ExitCode":0,"Health":{"Status":"unhealthy"}},
    "Config":{"Image":"shop/web:1","Labels":{"com.docker.compose.project":"shop"}},
    "HostConfig":{"NetworkMode":"default","Memory":67108864,"Mounts":[{"Type":"image","Source":"shop/models:2","Target":"/models"},{"Type":"volume","Target":"/x"}]},
    "Mounts":[{"Type":"volume","Name":"`B`","Source":"/x","Destination":"/x"}],
    "NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"8000"}],"53/udp":[{"HostIp":"","HostPort":"53"}],"81/tcp":null},
                       "Networks":{"bridge":{"NetworkID":"`A`"}}}})"));
  REQUIRE(read);
  const auto& it = read->it;
  CHECK(it.started == at("2026-01-02T00:00:00Z"));
  CHECK_FALSE(it.finished);
  CHECK(it.health == container_health::unhealthy);
  CHECK(it.restart_count == 3);
  CHECK(it.memory_limit == byte_count{67108864});
  REQUIRE(it.mounts.size() == 2);
  CHECK(it.mounts[1].type == mount::kind::image);
  CHECK(it.mounts[1].source == "shop/models:2");
  REQUIRE(it.ports.size() == 1);
  CHECK(it.ports[0].host_port == 8000);
  CHECK(it.ports[0].container_port == 80);
  CHECK(read->shares.of.empty());
}

TEST_CASE("A network is used by name too, before it was ever joined, and through another container") {
  const auto created =
      read_container(with_ids(R"({"Id":"`A`","State":{"Status":"created"},"HostConfig":{"NetworkMode":"lab_net"}})"));
  REQUIRE(created);
  REQUIRE(created->it.networks.size() == 1);
  CHECK(created->it.networks[0].name == "lab_net");
  CHECK(created->it.networks[0].id.empty());
  const auto sharing = read_container(with_ids(R"({"Id":"`A`","HostConfig":{"NetworkMode":"container:`B`"}})"));
  REQUIRE(sharing);
  CHECK(sharing->shares.network_of == other_hex);
  CHECK(sharing->it.networks.empty());
  const auto beside = read_container(
      with_ids(R"({"Id":"`A`","HostConfig":{"NetworkMode":"host","PidMode":"container:db","IpcMode":"container:`B`"}})"));
  REQUIRE(beside);
  CHECK(beside->shares.network_of.empty());
  CHECK(beside->shares.of == std::vector<std::string>{"db", other_hex});
}

TEST_CASE("A stopped container's ports come from what it would publish, and a state of the future counts as running") {
  const auto read = read_container(with_ids(R"({"Id":"`A`","State":{"Status":"hibernating"},"NetworkSettings":{"Ports":{}},
    "HostConfig":{"PortBindings":{"8001/tcp":[{"HostIp":"","HostPort":"8001"}],"9/tcp":[{"HostPort":"99999"}],"x/tcp":[{"HostPort":"1"}]}}})"));
  REQUIRE(read);
  CHECK(read->it.state == container_state::running);
  REQUIRE(read->it.ports.size() == 2);
  CHECK(read->it.ports[0].host_port == 8001);
}

TEST_CASE("Memory is told without the page cache, used lately or not, on cgroup v1 and v2") {
  const auto modern = read_memory(R"({"memory_stats":{"usage":1000,"stats":{"inactive_file":300}}})");
  CHECK(modern.used == byte_count{700});
  CHECK(modern.cache == byte_count{300});
  CHECK_FALSE(modern.peak);
  const auto busy = read_memory(R"({"memory_stats":{"usage":1000,"stats":{"inactive_file":300,"active_file":500}}})");
  CHECK(busy.used == byte_count{200});
  CHECK(busy.cache == byte_count{800});
  CHECK(
      read_memory(
          R"({"memory_stats":{"usage":1000,"max_usage":1500,"stats":{"total_inactive_file":400,"total_active_file":50,"inactive_file":1,"active_file":1}}})")
          .used == byte_count{550});
  CHECK(read_memory(R"({"memory_stats":{"usage":1000,"max_usage":1500,"stats":{"inactive_file":2000}}})").used ==
        byte_count{1000});
  CHECK(read_memory(R"({"memory_stats":{"usage":1000,"max_usage":1500}})").peak == byte_count{1500});
  CHECK_FALSE(read_memory(R"({"memory_stats":{}})").used);
  CHECK_FALSE(read_memory("[]").used);
}

TEST_CASE("Volumes: driver options and anonymous ones, by label or by a name of 64 digits") {
  const auto read = read_volume_list(with_ids(R"({"Volumes":[
    {"Name":"data","Driver":"local","CreatedAt":"2026-01-01T01:00:00+01:00","Labels":null,"Options":null,"Scope":"local"},
    {"Name":"nfs","Driver":"local","Labels":{},"Options":{"type":"nfs"}},
    {"Name":"x","Driver":"vieux/sshfs:latest","Labels":{"com.docker.volume.anonymous":""},"Options":{}},
    {"Name":"`A`","Driver":"local"}],"Warnings":null})"));
  REQUIRE(read);
  CHECK(read->at(0).created == at("2026-01-01T00:00:00Z"));
  CHECK_FALSE(read->at(0).driver_options);
  CHECK_FALSE(read->at(0).anonymous);
  CHECK(read->at(1).driver_options);
  CHECK(read->at(2).driver == "vieux/sshfs:latest");
  CHECK(read->at(2).anonymous);
  CHECK(read->at(3).anonymous);
  CHECK(read_volume_list(R"({"Volumes":null,"Warnings":null})")->empty());
}

TEST_CASE("Networks: which are predefined, and who is attached") {
  const auto read = read_network_list(with_ids(
      R"([{"Name":"bridge","Id":"`A`"},{"Name":"shop","Id":"`B`","Driver":"bridge","Scope":"local","Created":"2026-01-01T00:00:00Z"},
    {"Name":"in","Id":"j3a8z0c7v0s1q2w3e4r5t6y7u","Ingress":true,"Scope":"swarm"},{"Name":"conf","Id":"`A`","ConfigOnly":true}])"));
  REQUIRE(read);
  CHECK(read->at(0).predefined);
  CHECK_FALSE(read->at(1).predefined);
  CHECK(read->at(2).predefined);
  CHECK(read->at(3).predefined);
  const auto inspected = read_network(with_ids(R"({"Name":"shop","Id":"`B`","Containers":{"`A`":{"Name":"web"},"lb-shop":{}}})"));
  REQUIRE(inspected);
  CHECK(inspected->attached == std::vector<object_id>{hex, "lb-shop"});
}

TEST_CASE("Info: the store, the swarm, the clock") {
  const auto read = read_info(
      R"({"ID":"ABCD:EFGH","Name":"droplet","ServerVersion":"26.1.5+dfsg1","Driver":"overlay2","DriverStatus":[["Backing Filesystem","extfs"]],
    "DockerRootDir":"/var/lib/docker","SystemTime":"2026-11-23T19:49:14.123456789Z","MemTotal":8000,"OperatingSystem":"Debian","Swarm":{"LocalNodeState":"inactive"}})");
  REQUIRE(read);
  CHECK(read->engine_id == "ABCD:EFGH");
  CHECK(read->version == "26.1.5+dfsg1");
  CHECK_FALSE(read->containerd_store);
  CHECK_FALSE(read->swarm_active);
  CHECK(read->clock == at("2026-11-23T19:49:14.123Z"));
  const auto other = read_info(
      R"({"ID":"x","Driver":"overlayfs","DriverStatus":[["driver-type","io.containerd.snapshotter.v1"]],"DockerRootDir":"/a\nrm -rf /",
    "ServerVersion":"<b>\u001b[31m","Swarm":{"LocalNodeState":"active"}})");
  REQUIRE(other);
  CHECK(other->containerd_store);
  CHECK(other->swarm_active);
  CHECK(other->root_dir.empty());
  CHECK(other->version == "?b???31m");
  CHECK(complaint(read_info("{}")) == "it has no ID");
}

TEST_CASE("Swarm: the images of current and previous specs, each once") {
  const auto read = read_service_images(
      R"([{"Spec":{"TaskTemplate":{"ContainerSpec":{"Image":"shop/web:2@sha256:x"}}},"PreviousSpec":{"TaskTemplate":{"ContainerSpec":{"Image":"shop/web:1"}}}},
    {"Spec":{"TaskTemplate":{"ContainerSpec":{"Image":"shop/web:1"}}}}, {"Spec":{"TaskTemplate":{}}}])");
  CHECK(*read == std::vector<foreign>{"shop/web:2@sha256:x", "shop/web:1"});
}

TEST_CASE("Wrong types where something stands on it are an error with the field's name") {
  const auto image = [](std::string rest) {
    return complaint(read_image_list(with_ids("[{\"Id\":\"sha256:`A`\"," + rest + "}]")));
  };
  CHECK(image(R"("RepoTags":"a:1")") == "RepoTags is no list");
  CHECK(image(R"("RepoTags":[1])") == "RepoTags holds something that is no text");
  CHECK(image(R"("Labels":["persist=true"])") == "Labels is no object");
  CHECK(image(R"("ParentId":"../x")") == "ParentId is no id: ../x");
  CHECK(complaint(read_image_list(R"([{"Id":"sha256:1"}])")) == "Id is no id: sha256:1");
  CHECK(complaint(read_image_list(R"([{}])")) == "an image has no Id");
  CHECK(complaint(read_image_list(R"({"message":"x"})")) == "the answer is no list");

  const auto container = [](std::string rest) {
    return complaint(read_container_list(with_ids("[{\"Id\":\"`A`\"," + rest + "}]")));
  };
  CHECK(container(R"("Mounts":{})") == "Mounts is no list");
  CHECK(container(R"("Mounts":[[]])") == "what should be an object is none");
  CHECK(container(R"("Mounts":[{"Type":"volume","Name":7}])") == "Name is no text");
  CHECK(container(R"("NetworkSettings":{"Networks":[]})") == "Networks is no object");
  CHECK(container(R"("NetworkSettings":{"Networks":{"x":{"NetworkID":"::error::"}}})") == R"(NetworkID is no id: \::error::)");
  CHECK(container(R"("ImageID":true)") == "ImageID is no text");
  CHECK(complaint(read_container_list("[{}]")) == "a container has no Id");
  CHECK(complaint(read_volume_list(R"({"Volumes":[{}]})")) == "a volume has no Name");
  CHECK(complaint(read_volume_list(R"({"Volumes":{}})")) == "Volumes is no list");
  CHECK(complaint(read_network_list("[{}]")) == "a network has no Id");
}

TEST_CASE("More labels than memory has room for are an error, in one object or in many") {
  const auto object = [](int labels, int bytes) {
    std::string members;
    for (int i = 0; i < labels; ++i)
      members += fmt::format(R"({}"{}":"{}")", i > 0 ? "," : "", i, std::string(static_cast<std::size_t>(bytes), 'x'));
    return fmt::format(R"({{"Name":"a","Id":"{}","Labels":{{{}}}}})", std::string(64, 'a'), members);
  };
  const auto list = [](std::string one, int times) {
    std::string all = one;
    for (int i = 1; i < times; ++i) all += "," + one;
    return "[" + all + "]";
  };
  CHECK(read_container_list(list(object(50, 30), 900)));
  for (const auto& body : {list(object(10'000, 0), 10), list(object(1, 1000), 8000), list(object(50, 30), 2000)}) {
    const auto why = "the objects have more labels than any host's";
    CHECK(read_container_list(body).error() == why);
    CHECK(read_volume_list(R"({"Volumes":)" + body + "}").error() == why);
  }
  CHECK(read_container_list(list(object(30'000, 0), 1)).error() == "the answer has more than 25000 values");
}

TEST_CASE("Wrong numbers and dates are unknown, never old and never a crash") {
  const auto read = read_image_list(with_ids(
      R"([{"Id":"sha256:`A`","Created":"x","Size":-5,"SharedSize":1e400},{"Id":"sha256:`B`","Created":-62135596800,"Size":18446744073709551615}])"));
  if (read) {
    for (const auto& it : *read) {
      CHECK_FALSE(it.created);
      CHECK(it.size.value == 0);
    }
  } else {
    CHECK(read.error().starts_with("the answer is no JSON"));  // 1e400 is no number that fits
  }
  const auto odd = read_container(with_ids(R"({"Id":"`A`","RestartCount":"many","State":{"ExitCode":1e18,"FinishedAt":5}})"));
  REQUIRE(odd);
  CHECK(odd->it.restart_count == 0);
  CHECK(odd->it.exit_code == 65'536);
  for (const auto& [given, becomes] : {std::pair{"9223372036854775807", 2'147'483'647}, {"-9223372036854775808", 0}}) {
    const auto often = read_container(with_ids(fmt::format(R"({{"Id":"`A`","RestartCount":{}}})", given)));
    REQUIRE(often);
    CHECK(often->it.restart_count == becomes);
  }
}

TEST_CASE("Every beginning of an answer is an error and not half of the facts") {
  const auto text = with_ids(R"([{"Id":"`A`","Mounts":[{"Type":"volume","Name":"data"}],"Names":["/web"]},{"Id":"`B`"}])");
  REQUIRE(read_container_list(text)->size() == 2);
  for (std::size_t size = 0; size < text.size(); ++size) CHECK_FALSE(read_container_list(text.substr(0, size)));
}
