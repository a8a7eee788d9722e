// An image with several names loses all but one of them by name, before it can go by its id. A name is no id: a deploy that pulls
// moves it to another image, and it would be that one, new and in no container yet, that goes. So each name is looked at directly
// before it is taken away, and nothing that takes long may come in between: where there is but one connection, no removal by id
// is on its way meanwhile. (With several, engine/ sends what goes by name over another one.)
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <functional>

#include "engine/engine.hpp"

namespace dropsweep {

class image_names {
  // What is in hand of one sort; whoever waits for none of it is told when one is done.
  struct count {
    explicit count(const asio::any_io_executor& executor) : changed(executor, asio::steady_timer::time_point::max()) {}
    unsigned in_hand = 0;
    asio::steady_timer changed;
  };

 public:
  // `over`: nothing more is to be begun.
  image_names(engine& with, std::function<bool()> over, const asio::any_io_executor& executor)
      : with_(with), over_(std::move(over)), ids_(executor), names_(executor) {}

  // False: the image stays, and the page says why; or it was over before anything was asked, and the page says nothing.
  task<bool> take_away(outcome& page, std::vector<foreign> names);

  // A removal by id waits for its turn, and holds its place until its answer is there.
  task<void> turn_of_an_id() { return none_of(names_); }
  class place {
   public:
    explicit place(image_names& in) : place(in.ids_) {}
    ~place() {
      --of_.in_hand;
      of_.changed.cancel();
    }
    place(const place&) = delete;
    place& operator=(const place&) = delete;

   private:
    friend class image_names;
    explicit place(count& of) : of_(of) { ++of_.in_hand; }

    count& of_;
  };

 private:
  task<void> none_of(count& others);

  engine& with_;
  std::function<bool()> over_;
  count ids_, names_;
};

}  // namespace dropsweep
